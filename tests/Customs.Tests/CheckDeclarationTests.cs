using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>A half-written declaration is checked: faults are the answer, and nothing is stored.</summary>
public sealed partial class CheckDeclarationTests(Portals portals)
{
    [Fact]
    public async Task A_well_declaration_has_no_faults_and_an_estimate_and_is_not_lodged()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("fund-officer");

        var check = await Check(declarant, portal.Example("lodgeDeclaration"));

        check["faults"]!.AsArray().ShouldBeEmpty();
        check["estimate"]!["total"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
        (await declarant.Read("/api/customs/declarations"))["items"]!.ToJsonString().ShouldNotContain("EXAMPLE-0001");
    }

    [Fact]
    public async Task An_empty_draft_misses_what_is_required_and_nothing_else()
    {
        using var declarant = await (await portals.In("az")).As("trader");

        var check = await Check(declarant, []);

        Faults(check).ShouldBe(
        [
            "/functionalReferenceId required", "/type required", "/procedureCode required", "/customsOffice required", "/exporter required", "/importer required", "/countryOfDispatch required",
            "/countryOfDestination required", "/incoterm required", "/transportMode required", "/totalPackages required", "/grossMass required", "/invoiceAmount required", "/invoiceCurrency required", "/goodsItems required",
        ], ignoreOrder: true);
        check["estimate"].ShouldBeNull();
    }

    [Fact]
    public async Task Faults_of_shape_hide_no_faults_of_rules_in_other_fields()
    {
        using var declarant = await (await portals.In("az")).As("trader");

        var check = await Check(declarant, JsonNode.Parse("""
            {
              "colour": "red", "customsOffice": "NOWHERE", "countryOfDispatch": "QQ", "invoiceCurrency": "XXX", "transportMode": 9, "importer": { "id": "12" },
              "goodsItems": [7, { "commodityCode": "999999", "grossMass": 1, "netMass": 2, "reliefCode": "no-such", "additionalDocuments": [{ "code": "X1" }] }]
            }
            """)!.AsObject());

        var faults = Faults(check);
        foreach (var fault in new[]
        {
            "/colour unknown-field", "/type required", "/customsOffice unknown-office", "/countryOfDispatch unknown-country", "/invoiceCurrency unknown-currency", "/transportMode out-of-range", "/importer/id bad-format",
            "/goodsItems/0 wrong-type", "/goodsItems/1/commodityCode unknown-commodity", "/goodsItems/1/netMass net-over-gross", "/goodsItems/1/reliefCode unknown-relief",
            "/goodsItems/1/additionalDocuments/0/code unknown-document", "/goodsItems/1/additionalDocuments/0/reference required",
        })
            faults.ShouldContain(fault);
    }

    [Fact]
    public async Task What_depends_on_a_missing_field_is_not_judged()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("trader");
        var draft = Goods.Export(portal);
        draft.Remove("type");

        Faults(await Check(declarant, draft)).ShouldBe(["/type required"]);
    }

    [Fact]
    public async Task Limits_are_told_to_programs()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("trader");
        var draft = Goods.Import(portal);
        (draft["functionalReferenceId"], draft["transportMode"], draft["procedureCode"], draft["grossMass"], draft["freight"]) = (new string('x', 23), 9, "40", 1, 0.001m);
        draft["countryOfDestination"] = "TR";
        draft["type"] = "imports";
        var faults = (await Check(declarant, draft))["faults"]!.AsArray();

        Fault("/functionalReferenceId")["max"]!.GetValue<decimal>().ShouldBe(22);
        (Fault("/transportMode")["min"]!.GetValue<decimal>(), Fault("/transportMode")["max"]!.GetValue<decimal>()).ShouldBe((1, 4));
        Fault("/procedureCode")["expected"]!.GetValue<string>().ShouldBe("procedure-code");
        Fault("/type")["expected"]!.GetValue<string>().ShouldBe("import,export,transit");
        decimal.Parse(Fault("/grossMass")["expected"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(draft["goodsItems"]![0]!["grossMass"]!.GetValue<decimal>());
        Fault("/freight")["max"]!.GetValue<decimal>().ShouldBe(2);
        Fault("/freight").AsObject().ContainsKey("min").ShouldBeFalse();

        JsonNode Fault(string pointer) => faults.Single(fault => fault!["pointer"]!.GetValue<string>() == pointer)!;
    }

    [Fact]
    public async Task What_cannot_be_read_at_all_is_still_an_error()
    {
        using var declarant = await (await portals.In("az")).As("trader");

        await (await declarant.PostText("/api/customs/declarations/check", "{")).ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-json");
        await (await (await portals.In("az")).Anonymous.PostText("/api/customs/declarations/check", "{}")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    /// <summary>Pages translate faults by code, so the list of codes is a contract.</summary>
    [Fact]
    public void The_list_of_fault_codes_is_what_declarations_are_refused_for()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Portal.sln")))
            root = Path.GetDirectoryName(root)!;
        var listed = ListedCodes().Matches(File.ReadAllText(Path.Combine(root, "docs", "fault-codes.md"))).Select(row => row.Groups[1].Value);

        listed.ShouldBe(BadDeclarationTests.Faulty.Select(row => row.Data.Item4).Concat(["empty", "relief-not-for-type", "too-many"]).Distinct(), ignoreOrder: true);
    }

    private static async Task<JsonNode> Check(HttpClient client, JsonObject draft)
    {
        var (status, body) = await client.Send("/api/customs/declarations/check", draft);
        status.ShouldBe(HttpStatusCode.OK, body?.ToJsonString());
        return body!;
    }

    private static string[] Faults(JsonNode check) => [.. check["faults"]!.AsArray().Select(fault => $"{fault!["pointer"]} {fault["code"]}")];

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex ListedCodes();
}
