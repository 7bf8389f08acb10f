using System.Text.Json.Nodes;

namespace Portal.SocialProtection.Tests;

/// <summary>Estimates, recalculated by hand.</summary>
public sealed class PensionTests(Portals portals)
{
    [Fact]
    public async Task Capital_is_spread_over_the_months_of_the_law()
    {
        using var citizen = await (await portals.In("az")).As("citizen");

        var estimate = await citizen.Done("/pension-estimates", new JsonObject());

        var years = (await citizen.Read("/persons/me/contributions"))["years"]!.AsArray();
        var shares = years.Sum(year => year!["insuredShare"]!.GetValue<decimal>() + year["employerShare"]!.GetValue<decimal>());
        Line(estimate, "credited").ShouldBe(decimal.Round(shares * 0.6m, 2, MidpointRounding.AwayFromZero));
        Line(estimate, "capital").ShouldBe(Line(estimate, "credited") + Line(estimate, "credited-until-then"));
        Line(estimate, "calculated").ShouldBe(decimal.Round(Line(estimate, "capital") / 144, 2, MidpointRounding.AwayFromZero));
        estimate["monthlyPension"]!.GetValue<decimal>().ShouldBe(Math.Max(Line(estimate, "calculated"), 320));
        estimate.Text("pensionAgeOn").ShouldBe("2053-04-12");
        estimate["isEntitled"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Accrual_is_a_percentage_of_the_final_average_for_each_year()
    {
        using var citizen = await (await portals.In("af")).As("citizen");

        var estimate = await citizen.Done("/pension-estimates", new JsonObject());

        Line(estimate, "percent").ShouldBe(Math.Min(80, decimal.Round(2.5m * Line(estimate, "service-in-all") / 12, 4)));
        Line(estimate, "calculated").ShouldBe(decimal.Round(Line(estimate, "average") * Line(estimate, "percent") / 100, 2, MidpointRounding.AwayFromZero));
        estimate["monthlyPension"]!.GetValue<decimal>().ShouldBe(Math.Max(Line(estimate, "calculated"), 5000));
    }

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz")]
    public async Task Every_line_has_a_name_in_every_language_and_the_last_is_the_pension(string country)
    {
        using var citizen = await (await portals.In(country)).As("citizen");

        var estimate = await citizen.Done("/pension-estimates", new JsonObject());

        var lines = estimate["lines"]!.AsArray();
        lines.ShouldAllBe(line => line!["name"]!.AsObject().Count == (country == "zz" ? 1 : 4));
        lines[^1]!["value"]!.GetValue<decimal>().ShouldBe(estimate["monthlyPension"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Enough_capital_entitles_without_the_years_and_the_month_of_retirement_is_not_worked()
    {
        using var citizen = await (await portals.In("zz")).As("citizen");

        var estimate = await citizen.Done("/pension-estimates", new JsonObject());

        Line(estimate, "capital").ShouldBeGreaterThanOrEqualTo(Line(estimate, "enough-capital"));
        estimate["missing"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldNotContain("too-few-years");
        var first = await citizen.Done("/pension-estimates", new JsonObject { ["retirementDate"] = "2035-05-01" });
        var second = await citizen.Done("/pension-estimates", new JsonObject { ["retirementDate"] = "2035-05-02" });
        Line(second, "service-until-then").ShouldBe(Line(first, "service-until-then") + 1);
    }

    [Fact]
    public async Task Whoever_retires_early_is_told_what_is_missing_and_later_is_more()
    {
        using var citizen = await (await portals.In("az")).As("citizen");

        var early = await citizen.Done("/pension-estimates", new JsonObject { ["retirementDate"] = "2031-01-01" });
        var late = await citizen.Done("/pension-estimates", new JsonObject { ["retirementDate"] = "2058-01-01" });

        early["missing"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldBe(["age-not-reached", "too-few-years"]);
        late["monthlyPension"]!.GetValue<decimal>().ShouldBeGreaterThan(early["monthlyPension"]!.GetValue<decimal>());
        (await citizen.Refused("/pension-estimates", new JsonObject { ["retirementDate"] = "2020-01-01" }, 400, "invalid-request")).ShouldBe(["/retirementDate in-the-past"]);
        (await citizen.Refused("/pension-estimates", new JsonObject { ["retirementDate"] = "2199-01-01" }, 400, "invalid-request")).ShouldBe(["/retirementDate too-far-ahead"]);
    }

    private static decimal Line(JsonNode estimate, string code) =>
        estimate["lines"]!.AsArray().Single(line => line.Text("code") == code)!["value"]!.GetValue<decimal>();
}
