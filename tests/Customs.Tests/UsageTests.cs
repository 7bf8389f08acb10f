using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Who read my data: each person whose data a declaration holds finds one row for each reading of an officer.</summary>
public sealed class UsageTests(Portals portals)
{
    private const string Usage = "/api/customs/persons/me/usage";

    private static readonly string[] Readings = ["worklist", "read-declaration", "read-notifications", "list-documents", "read-document"];

    [Theory, InlineData("az"), InlineData("af"), InlineData(Portals.Stack)]
    public async Task What_a_system_declared_for_a_person_leaves_one_row_for_each_reading_of_an_officer(string country)
    {
        var portal = await portals.In(country);
        using var person = await portal.As("justice-officer");
        using var broker = await portal.AsSystem("broker-system");
        using var officer = await portal.As("customs-officer");
        // Without dashes it is the same number.
        var number = (await Number(person)).Replace("-", "", StringComparison.Ordinal);
        var (mrn, document) = await Lodge(broker, Goods.Import(portal), importer: number);
        var before = await Uses(person);

        // The broker reads back what he wrote himself.
        await ReadAll(broker, mrn, document);
        (await UsesSince(person, before)).ShouldBeEmpty();
        await ReadAll(officer, mrn, document);
        await officer.Do(mrn, "rejection", Steps.Because());

        (await UsesSince(person, before)).ShouldBe([.. Readings, "decide-declaration"]);
        var row = (await person.Read($"{Usage}?pageSize=1"))["items"]![0]!;
        (row["institution"]!.GetValue<string>(), row["reader"]!.GetValue<string>(), row["purpose"]!.GetValue<string>(), row["case"]!.GetValue<string>()).ShouldBe(("customs", "customs-officer", "customs-control", mrn));
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Who_lodges_for_himself_leaves_none_and_finds_one_of_an_officer(string country)
    {
        var portal = await portals.In(country);
        using var person = await portal.As("foreign-affairs-officer");
        using var officer = await portal.As("customs-officer");
        var (mrn, document) = await Lodge(person, Goods.Import(portal), importer: await Number(person));

        await ReadAll(person, mrn, document);
        (await Uses(person)).ShouldBe(0);
        await ReadAll(officer, mrn, document);

        (await UsesSince(person, 0)).ShouldBe(Readings);
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Lodger_importer_and_exporter_find_one_each_unless_they_read_themselves(string country)
    {
        var portal = await portals.In(country);
        using var lodger = await portal.As("one-stop-operator");
        using var importer = await portal.As("civil-service-officer");
        using var exporter = await portal.As("customs-officer2");
        var (mrn, document) = await Lodge(lodger, Goods.Import(portal), await Number(importer), await Number(exporter));

        await ReadAll(exporter, mrn, document);

        (await UsesSince(lodger, 0)).ShouldBe(Readings);
        (await UsesSince(importer, 0)).ShouldBe(Readings);
        (await Uses(exporter)).ShouldBe(0);
    }

    private static async Task<(string Mrn, string Document)> Lodge(HttpClient declarant, JsonObject declaration, string importer, string? exporter = null)
    {
        declaration["importer"]!["id"] = importer;
        if (exporter is not null)
            declaration["exporter"]!["id"] = exporter;
        var mrn = await declarant.Lodge(declaration);
        using var handedIn = await declarant.Upload(mrn, "N380");
        return (mrn, handedIn.Headers.Location!.ToString());
    }

    private static async Task ReadAll(HttpClient reader, string mrn, string document)
    {
        await reader.Read($"/api/customs/declarations?q={mrn}");
        await reader.Declaration(mrn);
        await reader.Notifications(mrn);
        await reader.Read($"/api/customs/declarations/{mrn}/documents");
        using var file = await reader.Ask(document);
        file.EnsureSuccessStatusCode();
    }

    /// <summary>The person's number, as the fund keeps it.</summary>
    private static async Task<string> Number(HttpClient person) => (await person.Read("/api/social-protection/persons/me"))["id"]!.GetValue<string>();

    private static async Task<int> Uses(HttpClient person) => (await person.Read($"{Usage}?pageSize=1"))["total"]!.GetValue<int>();

    /// <summary>What was done with the person's data after so many times, oldest first.</summary>
    private static async Task<string[]> UsesSince(HttpClient person, int before)
    {
        var uses = await person.Read($"{Usage}?pageSize=100");
        return [.. uses["items"]!.AsArray().Take(uses["total"]!.GetValue<int>() - before).Reverse().Select(use => use!["action"]!.GetValue<string>())];
    }
}
