using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Lists of declarations: what their lines tell, how they are filtered and sorted, what callers may do next.</summary>
public sealed class WorklistTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task A_line_tells_an_officer_what_it_is_about_and_since_when_it_waits()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        await trader.Deposit(100_000);
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Arms, 5000));
        await trader.UntilStatus(mrn, "under-examination");

        var line = (await Lines(officer, $"q={mrn}")).ShouldHaveSingleItem();

        (Text(line, "type"), Text(line, "procedureCode"), Text(line, "declarantName")).ShouldBe(("import", "4000", "Nümunə Ticarət MMC"));
        (line["customsValue"]!.GetValue<decimal>(), line["goodsItems"]!.GetValue<int>()).ShouldBe((5000, 1));
        line["statusSince"]!.GetValue<DateTime>().ShouldBeGreaterThanOrEqualTo(line["lodgedAt"]!.GetValue<DateTime>());
        line["task"].ShouldBeNull();
    }

    [Fact]
    public async Task The_declarants_list_says_what_he_must_do()
    {
        using var poor = await portal.As("citizen2");
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        await trader.Deposit(100_000);
        var unpaid = await poor.Lodge(Goods.Import(portal));
        await poor.UntilStatus(unpaid, "awaiting-payment");
        var asked = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(asked, "under-documentary-check");
        var deadline = (await officer.Do(asked, "documents-request", Steps.Demand(10, "N380")))["documentsDeadline"]!.GetValue<DateTime>();

        Text((await Lines(poor, $"q={unpaid}"))[0], "task").ShouldBe("top-up-account");
        var line = (await Lines(trader, $"q={asked}"))[0];
        (Text(line, "task"), line["deadline"]!.GetValue<DateTime>()).ShouldBe(("hand-in-documents", deadline));
    }

    [Fact]
    public async Task Lists_are_sorted_by_lane_value_or_age_and_found_by_reference_type_and_day()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        await trader.Deposit(100_000);
        var green = await Lodged(Goods.Import(portal, Goods.Tea, 3000), "cleared");
        var yellow = await Lodged(Goods.Import(portal, Goods.Medicine, 900), "under-documentary-check");
        var red = await Lodged(Goods.Import(portal, Goods.Arms, 1000), "under-examination");
        var export = await Lodged(Goods.Export(portal), "cleared");
        string[] mine = [green, yellow, red];

        (await Mrns("type=import&sort=lane&pageSize=100")).ShouldBe([red, yellow, green]);
        (await Mrns("type=import&sort=value&pageSize=100")).ShouldBe([green, red, yellow]);
        (await Mrns("type=import&sort=age&pageSize=100")).ShouldBe([green, yellow, red]);
        (await Mrns("type=import&sort=newest&pageSize=100")).ShouldBe([red, yellow, green]);
        (await Mrns("type=export&pageSize=100")).ShouldBe([export]);
        var line = (await Lines(officer, $"q={red.ToLowerInvariant()}")).ShouldHaveSingleItem();
        (await Lines(officer, $"q={Text(line, "functionalReferenceId")[..12]}")).ShouldHaveSingleItem()["mrn"]!.GetValue<string>().ShouldBe(red);
        (await Lines(officer, "q=%25")).ShouldBeEmpty();
        var day = await Today(officer);
        (await Lines(officer, $"q={red}&from={day}&to={day}")).ShouldHaveSingleItem();
        (await Lines(officer, $"q={red}&to=2020-01-01")).ShouldBeEmpty();

        async Task<string> Lodged(JsonObject declaration, string status)
        {
            var mrn = await trader.Lodge(declaration);
            await trader.UntilStatus(mrn, status);
            return mrn;
        }

        async Task<string[]> Mrns(string query) => [.. (await Lines(officer, query)).Select(found => Text(found, "mrn")).Where(mrn => mine.Contains(mrn) || mrn == export)];
    }

    [Theory, InlineData("office=NOWHERE", "office unknown-office"), InlineData("type=smuggling", "type unknown-value"), InlineData("sort=colour", "sort unknown-value"), InlineData("from=yesterday", "from bad-format")]
    [InlineData("to=2026-13-01", "to bad-format"), InlineData("q=12345678901234567890123", "q too-long"), InlineData("from=2026-11-30&to=2026-11-01", "to ends-before-it-starts")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query, string fault)
    {
        using var officer = await portal.As("customs-officer");

        using var answer = await officer.Ask($"/api/customs/declarations?{query}");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task A_declaration_says_what_its_declarant_and_an_officer_may_do_at_every_step()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        await trader.Deposit(100_000);
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");

        await May(["amendment", "cancellation", "document"], ["documentary-check", "documents-request", "lane", "rejection"]);
        await officer.Do(mrn, "documents-request", Steps.Demand(10, "N380"));
        await May(["cancellation", "document"], ["documents-request", "lane", "rejection"]);
        using var handedIn = await trader.Upload(mrn, "N380");
        await May(["amendment", "cancellation", "document"], ["documentary-check", "documents-request", "lane", "rejection"]);
        await officer.Do(mrn, "lane", Steps.Lane("red"));
        await May(["document"], ["examination", "documents-request", "rejection"]);
        await officer.Do(mrn, "examination", Steps.Check());
        await May(["cancellation", "document"], ["release", "rejection"]);
        await officer.Do(mrn, "release", Steps.Because());
        await May([], []);
        (await officer.Declaration(mrn))["documents"]!.AsArray().ShouldHaveSingleItem()!["code"]!.GetValue<string>().ShouldBe("N380");

        async Task May(string[] declarant, string[] deciding)
        {
            var (own, seen) = (await trader.Declaration(mrn), await officer.Declaration(mrn));
            Texts(own["allowedActions"]!).ShouldBe(declarant);
            own["allowedDecisions"].ShouldBeNull();
            Texts(seen["allowedActions"]!).ShouldBeEmpty();
            Texts(seen["allowedDecisions"]!).ShouldBe(deciding);
        }
    }

    [Fact]
    public async Task What_may_be_done_is_done_and_nothing_else()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        await trader.Deposit(100_000);
        var decisions = new (string Name, JsonObject Body)[]
        {
            ("documentary-check", Steps.Check()), ("examination", Steps.Check()), ("documents-request", Steps.Demand(10, "N380")), ("lane", Steps.Lane("red")), ("release", Steps.Because()), ("rejection", Steps.Because()),
        };
        foreach (var (name, body) in decisions)
        {
            foreach (var (commodity, status) in new[] { (Goods.Tea, "cleared"), (Goods.Medicine, "under-documentary-check"), (Goods.Arms, "under-examination") })
            {
                var mrn = await trader.Lodge(Goods.Import(portal, commodity));
                await trader.UntilStatus(mrn, status);
                var allowed = Texts((await officer.Declaration(mrn))["allowedDecisions"]!).Contains(name);

                var (answered, answer) = await officer.Send($"/api/customs/declarations/{mrn}/{name}", body);

                answered.ShouldBe(allowed ? HttpStatusCode.OK : HttpStatusCode.Conflict, $"{name} {status}: {answer}");
            }
        }
    }

    [Theory, InlineData("documentary-check"), InlineData("documents-request"), InlineData("lane"), InlineData("rejection")]
    public async Task The_same_decision_is_not_taken_twice_though_its_key_is_another(string what)
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        await trader.Deposit(100_000);
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");
        var (body, code) = what switch
        {
            "documentary-check" => (Steps.Check(conforms: false), "decision-already-made"),
            "documents-request" => (Steps.Demand(10, "N380"), "decision-already-made"),
            "lane" => (Steps.Lane("red"), "lane-not-stricter"),
            _ => (Steps.Because(), "declaration-closed"),
        };
        officer.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        await officer.Do(mrn, what, body);
        var told = await trader.NotificationCodes(mrn);
        officer.DefaultRequestHeaders.Remove("Idempotency-Key");
        officer.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        await officer.MayNot(mrn, what, body, code);

        (await officer.Declaration(mrn))["decisions"]!.AsArray().ShouldHaveSingleItem();
        (await trader.NotificationCodes(mrn)).ShouldBe(told);
    }

    private static async Task<JsonNode[]> Lines(HttpClient client, string query) => [.. (await client.Read($"/api/customs/declarations?{query}"))["items"]!.AsArray().Select(line => line!)];

    /// <summary>The legal day of the newest declaration: in Baku it begins four hours before that of UTC.</summary>
    private static async Task<string> Today(HttpClient client) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(
        DateTimeOffset.Parse(Text((await Lines(client, "pageSize=1&sort=newest"))[0], "lodgedAt"), CultureInfo.InvariantCulture), "Asia/Baku").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string[] Texts(JsonNode list) => [.. list.AsArray().Select(one => one!.GetValue<string>())];
}
