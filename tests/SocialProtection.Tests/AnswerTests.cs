using System.Globalization;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>Answers of an application that cannot be true, or are of another form than the country's.</summary>
public sealed class AnswerTests(Portals portals)
{
    [Theory]
    [InlineData("az", "xx")]
    [InlineData("az", "AZ21NABZ0000000013701000194")]
    [InlineData("az", "AF21NABZ00000000137010001944")]
    [InlineData("az", "AZ21NABZ00000000137010001954")]
    [InlineData("az", "AZ21NABZ00000000137010009144")]
    [InlineData("az", "0010000012345678")]
    [InlineData("af", "xx")]
    [InlineData("af", "1234567")]
    [InlineData("af", "AZ21NABZ00000000137010001944")]
    public async Task An_account_of_another_form_than_the_countrys_is_refused(string country, string account)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen");

        (await citizen.Refused("/applications", Child(portal, "bankAccount", account), 400, "invalid-request")).ShouldBe(["/answers/2/value bad-format"]);
        var fault = (await citizen.Done("/applications/check", Child(portal, "bankAccount", account)))["faults"]![0];
        fault.Text("expected").ShouldBe("bank-account");
    }

    [Theory]
    [InlineData("az", " az21 NABZ 0000 0000 1370 1000 1944", "AZ21NABZ00000000137010001944")]
    [InlineData("az", "AZ۲۱NABZ٠٠٠٠٠٠٠٠١٣٧٠١٠٠٠١٩٤٤", "AZ21NABZ00000000137010001944")]
    [InlineData("af", "۰۰۱۰ ۰۰۰۰ ١٢٣٤ ٥٦٧٨", "0010000012345678")]
    public async Task An_account_is_taken_as_people_type_it_and_kept_in_one_way(string country, string typed, string kept)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen");

        var application = await citizen.Done("/applications", Child(portal, "bankAccount", typed));

        application["answers"]![2].Text("value").ShouldBe(kept);
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task A_child_is_born_by_today_and_is_not_grown_up(string country)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        JsonObject Born(DateOnly day) => Child(portal, "childBorn", day.ToString("O", CultureInfo.InvariantCulture));

        // It may be tomorrow already in the country.
        (await citizen.Refused("/applications", Born(today.AddDays(2)), 400, "invalid-request")).ShouldBe(["/answers/1/value too-far-ahead"]);
        (await citizen.Refused("/applications", Born(today.AddYears(-18).AddDays(-1)), 400, "invalid-request")).ShouldBe(["/answers/1/value too-long-ago"]);
        foreach (var day in new[] { today, today.AddYears(-18).AddDays(2) })
            (await citizen.Done("/applications/check", Born(day)))["faults"]!.AsArray().ShouldBeEmpty();
    }

    /// <summary>The example of the country with another answer, of another child each time.</summary>
    private static JsonObject Child(PortalUnderTest portal, string field, string value)
    {
        var application = portal.Example("applyForBenefit", "social-protection");
        application["answers"]![0]!["value"] = $"Child {Guid.NewGuid():N}";
        application["answers"]!.AsArray().Single(answer => answer.Text("field") == field)!["value"] = value;
        return application;
    }
}
