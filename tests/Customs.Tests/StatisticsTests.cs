using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>What the head of customs sees.</summary>
public sealed class StatisticsTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private const string Path = "/api/customs/statistics";

    // In az tea for 1,000 costs 50 duty + 189 VAT + 15 fee; medicine is given back when rejected.
    [Fact]
    public async Task A_period_is_summed_up_by_lane_day_charge_and_chapter()
    {
        var portal = own.Portal;
        own.Clock.Set(new DateTimeOffset(2031, 3, 10, 6, 0, 0, TimeSpan.Zero));
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        using var head = await portal.As("customs-head");
        await trader.Deposit(100_000);
        foreach (var _ in Enumerable.Range(0, 2))
            await trader.UntilStatus(await trader.Lodge(Goods.Import(portal)), "cleared");
        var examined = await trader.Lodge(Goods.Import(portal, Goods.Arms, 500));
        await trader.UntilStatus(examined, "under-examination");
        var rejected = await trader.Lodge(Goods.Import(portal, Goods.Medicine, 700));
        await trader.UntilStatus(rejected, "under-documentary-check");
        await officer.Do(rejected, "rejection", Steps.Because());
        own.Clock.Advance(TimeSpan.FromHours(3));
        await officer.Do(examined, "examination", Steps.Check());
        await officer.Do(examined, "release", Steps.Because());
        // 21:00 UTC is the next legal day.
        own.Clock.Set(new DateTimeOffset(2031, 3, 10, 21, 0, 0, TimeSpan.Zero));
        await trader.UntilStatus(await trader.Lodge(Goods.Import(portal)), "cleared");

        var seen = await head.Read($"{Path}?from=2031-03-10&to=2031-03-11");

        Rows(seen, "declarations", "lane", "status", "count").ShouldBe(["green cleared 3", "yellow rejected 1", "red cleared 1"]);
        Rows(seen, "days", "day", "count").ShouldBe(["2031-03-10 4", "2031-03-11 1"]);
        var times = seen["releaseTimes"]!.AsArray();
        times.Select(time => $"{time!["lane"]} {time["count"]}").ShouldBe(["green 3", "red 1"]);
        times[0]!["medianHours"]!.GetValue<decimal>().ShouldBeLessThan(0.1m);
        (times[1]!["medianHours"]!.GetValue<decimal>(), times[1]!["ninetiethPercentileHours"]!.GetValue<decimal>()).ShouldBe((3, 3));
        Revenue(seen, "2031-03-11").ShouldBe(new Dictionary<string, decimal> { ["duty"] = 50, ["fee"] = 15, ["vat"] = 189 });
        Revenue(seen, "2031-03-10")["fee"].ShouldBe(45);
        seen["chapters"]!.AsArray().Select(chapter => $"{chapter!["chapter"]} {chapter["count"]} {chapter["customsValue"]!.GetValue<decimal>().ToString("0.##", CultureInfo.InvariantCulture)}").ShouldBe(["09 3 3000", "30 1 700", "93 1 500"]);
        seen["chapters"]![0]!["name"]!["en"]!.GetValue<string>().ShouldNotBeEmpty();
        seen["currency"]!.GetValue<string>().ShouldBe("AZN");
        var spent = (await trader.Read("/api/customs/accounts/me"))["entries"]!.AsArray().Where(entry => entry!["kind"]!.GetValue<string>() != "deposit").Sum(entry => entry!["amount"]!.GetValue<decimal>());
        seen["revenue"]!.AsArray().Sum(row => row!["amount"]!.GetValue<decimal>()).ShouldBe(-spent);

        var empty = await head.Read($"{Path}?from=2030-01-01&to=2030-12-31");
        foreach (var list in new[] { "declarations", "days", "releaseTimes", "revenue", "chapters" })
            empty[list]!.AsArray().ShouldBeEmpty();
        (await head.Read(Path))["from"]!.GetValue<string>().ShouldBe("2031-02-10");
    }

    [Theory, InlineData("trader"), InlineData("customs-officer"), InlineData("fund-head")]
    public async Task Only_the_head_of_customs_sees_them(string persona)
    {
        using var other = await own.Portal.As(persona);

        await (await other.Ask(Path)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Theory, InlineData("from=x", "from bad-format"), InlineData("from=2031-03-02&to=2031-03-01", "to out-of-range"), InlineData("from=2030-01-01&to=2031-01-02", "to out-of-range")]
    public async Task A_period_that_is_none_or_too_long_is_refused(string query, string fault)
    {
        using var head = await own.Portal.As("customs-head");

        using var answer = await head.Ask($"{Path}?{query}");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe([fault]);
    }

    private static string[] Rows(JsonNode seen, string list, params string[] members) =>
        [.. seen[list]!.AsArray().Select(row => string.Join(' ', members.Select(member => row![member]!.ToString())))];

    private static Dictionary<string, decimal> Revenue(JsonNode seen, string day) =>
        seen["revenue"]!.AsArray().Where(row => row!["day"]!.GetValue<string>() == day).ToDictionary(row => row!["charge"]!.GetValue<string>(), row => row!["amount"]!.GetValue<decimal>());
}
