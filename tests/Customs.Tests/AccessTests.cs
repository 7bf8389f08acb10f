using System.Net;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Who may see and do what.</summary>
public sealed class AccessTests(Portals portals)
{
    private static readonly (string What, JsonObject Body)[] OfficerRoutes =
    [
        ("documentary-check", Steps.Check()), ("examination", Steps.Check()), ("documents-request", Steps.Demand(10, "N380")),
        ("lane", Steps.Lane("red")), ("release", Steps.Because()), ("rejection", Steps.Because()),
    ];

    [Fact]
    public async Task Nobody_decides_on_his_own_declaration()
    {
        var portal = await portals.In("az");
        using var officer = await portal.As("customs-officer");
        var mrn = await officer.Lodge(Goods.Import(portal, Goods.Medicine));

        foreach (var (what, body) in OfficerRoutes)
            await officer.MayNot(mrn, what, (JsonObject)body.DeepClone(), "own-declaration");
    }

    [Fact]
    public async Task Somebody_elses_declaration_is_not_found_anywhere()
    {
        var portal = await portals.In("az");
        using var trader = await portal.As("trader");
        var declaration = Goods.Import(portal, Goods.Medicine);
        var mrn = await trader.Lodge(declaration);
        await trader.UntilStatus(mrn, "under-documentary-check");
        using var handedIn = await trader.Upload(mrn, "N380");
        var before = (await trader.Declaration(mrn)).ToJsonString();

        foreach (var persona in new[] { "trader2", "citizen", "fund-officer" })
        {
            using var other = await portal.As(persona);
            foreach (var path in new[] { "", "/notifications", "/documents" })
                await (await other.Ask($"/api/customs/declarations/{mrn}{path}")).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
            await (await other.Ask(handedIn.Headers.Location!.ToString())).ShouldBeProblem(HttpStatusCode.NotFound, "document-not-found");
            await (await other.Post($"/api/customs/declarations/{mrn}/amendments", new JsonObject { ["reason"] = "Mine!", ["declaration"] = declaration.DeepClone() })).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
            await (await other.Post($"/api/customs/declarations/{mrn}/cancellation", Steps.Because())).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
            await (await other.Upload(mrn, "N380")).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
            (await other.Read("/api/customs/declarations?pageSize=100"))["items"]!.ToJsonString().ShouldNotContain(mrn);
        }

        (await trader.Declaration(mrn)).ToJsonString().ShouldBe(before);
    }

    [Fact]
    public async Task Only_officers_of_customs_decide()
    {
        var portal = await portals.In("az");
        using var trader = await portal.As("trader");
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");

        foreach (var persona in new[] { "trader", "citizen", "fund-officer", "fund-head", "justice-officer" })
        {
            using var other = await portal.As(persona);
            foreach (var (what, body) in OfficerRoutes)
                await (await other.Post($"/api/customs/declarations/{mrn}/{what}", body)).ShouldBeProblem(HttpStatusCode.Forbidden, "forbidden");
        }

        foreach (var (what, body) in OfficerRoutes)
            await (await portal.Anonymous.Post($"/api/customs/declarations/{mrn}/{what}", body)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX"]);
    }

    [Fact]
    public async Task An_officer_cannot_amend_cancel_or_add_documents_for_the_declarant()
    {
        var portal = await portals.In("az");
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var declaration = Goods.Import(portal, Goods.Medicine);
        var mrn = await trader.Lodge(declaration);
        await trader.UntilStatus(mrn, "under-documentary-check");

        await (await officer.Post($"/api/customs/declarations/{mrn}/amendments", new JsonObject { ["reason"] = "For you.", ["declaration"] = declaration })).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
        await (await officer.Post($"/api/customs/declarations/{mrn}/cancellation", Steps.Because())).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
        await (await officer.Upload(mrn, "N380")).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
    }

    [Fact]
    public async Task Decisions_on_a_declaration_that_is_not_there_are_not_found()
    {
        using var officer = await (await portals.In("az")).As("customs-officer");

        foreach (var (what, body) in OfficerRoutes)
            await (await officer.Post($"/api/customs/declarations/26AZ00000000000006/{what}", body)).ShouldBeProblem(HttpStatusCode.NotFound, "declaration-not-found");
    }

    [Fact]
    public async Task The_worklist_of_officers_is_oldest_first_and_filtered()
    {
        var portal = await portals.In("af");
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var lodged = new List<string>();
        foreach (var office in new[] { "AF0201", "AF0201", "AF0301" })
        {
            var declaration = Goods.Import(portal, Goods.Medicine);
            declaration["customsOffice"] = office;
            lodged.Add(await trader.Lodge(declaration));
            await trader.UntilStatus(lodged[^1], "under-documentary-check");
        }

        (await Mrns(officer, "office=AF0201&lane=yellow&status=under-documentary-check")).ShouldBe(lodged.Take(2));
        (await Mrns(officer, "office=AF0201&lane=red")).ShouldBeEmpty();
        (await Mrns(officer, "office=AF0201&pageSize=1&page=2")).ShouldBe([lodged[1]]);
        (await Mrns(trader, "office=AF0201")).ShouldBe(lodged.Take(2).Reverse());
    }

    [Fact]
    public async Task An_MRN_is_found_in_small_letters_and_with_local_digits()
    {
        var portal = await portals.In("af");
        using var trader = await portal.As("trader");
        var mrn = await trader.Lodge(Goods.Import(portal));

        var local = string.Concat(mrn.ToLowerInvariant().Select(letter => char.IsAsciiDigit(letter) ? (char)('۰' + (letter - '0')) : letter));

        (await trader.Declaration(local))["mrn"]!.GetValue<string>().ShouldBe(mrn);
    }

    private static async Task<string[]> Mrns(HttpClient client, string query) =>
        [.. (await client.Read($"/api/customs/declarations?{query}"))["items"]!.AsArray().Select(line => line!["mrn"]!.GetValue<string>())];
}
