using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Customs.Tests;

/// <summary>A declaration with faults is refused with a pointer to each of them, and nothing is stored. Lodged by fund-head, who lodges nothing else.</summary>
public sealed class BadDeclarationTests(Portals portals)
{
    private const string Item = "/goodsItems/0";

    /// <summary>Where the example is changed; the JSON that is put there ("" takes the member out); the pointer and the code of the fault.</summary>
    public static TheoryData<string, string, string, string> Faulty => new()
    {
        // Sums and masses
        { "/invoiceAmount", "13999.99", "/invoiceAmount", "wrong-total" },
        { "/grossMass", "2640.001", "/grossMass", "wrong-total" },
        { "/totalPackages", "119", "/totalPackages", "wrong-total" },
        { $"{Item}/netMass", "2100.001", $"{Item}/netMass", "net-over-gross" },
        { $"{Item}/sequence", "2", $"{Item}/sequence", "wrong-sequence" },

        // Codes nobody knows, or not here
        { $"{Item}/commodityCode", "\"999999\"", $"{Item}/commodityCode", "unknown-commodity" },
        { $"{Item}/commodityCode", "\"0902\"", $"{Item}/commodityCode", "bad-format" },
        { $"{Item}/commodityCode", "\"09024\\u0660\\u0660\"", $"{Item}/commodityCode", "unknown-commodity" },
        { "/invoiceCurrency", "\"XXX\"", "/invoiceCurrency", "unknown-currency" },
        { "/invoiceCurrency", "\"usd\"", "/invoiceCurrency", "bad-format" },
        { "/customsOffice", "\"AF0101\"", "/customsOffice", "unknown-office" },
        { "/countryOfDispatch", "\"QQ\"", "/countryOfDispatch", "unknown-country" },
        { "/countryOfDestination", "\"TR\"", "/countryOfDestination", "wrong-country" },
        { $"{Item}/countryOfOrigin", "\"ZZ\"", $"{Item}/countryOfOrigin", "unknown-country" },
        { "/exporter/country", "\"Turkey\"", "/exporter/country", "bad-format" },
        { "/importer/id", "\"12345\"", "/importer/id", "bad-format" },
        { "/procedureCode", "\"9999\"", "/procedureCode", "unknown-procedure" },
        { "/procedureCode", "\"1000\"", "/procedureCode", "procedure-not-for-type" },
        { "/type", "\"export\"", "/procedureCode", "procedure-not-for-type" },
        { $"{Item}/additionalDocuments/0/code", "\"X999\"", $"{Item}/additionalDocuments/0/code", "unknown-document" },
        { $"{Item}/supplementaryUnit", "\"l\"", $"{Item}/supplementaryUnit", "wrong-unit" },
        { $"{Item}/supplementaryQuantity", "5", $"{Item}/supplementaryQuantity", "unit-without-quantity" },
        { "/functionalReferenceId", "\"no spaces\"", "/functionalReferenceId", "bad-format" },
        { "/functionalReferenceId", "\"12345678901234567890123\"", "/functionalReferenceId", "too-long" },

        // Reliefs
        { $"{Item}/reliefCode", "\"no-such\"", $"{Item}/reliefCode", "unknown-relief" },
        { $"{Item}/reliefCode", "\"diplomatic-goods\"", $"{Item}/additionalDocuments", "relief-without-document" },
        { $"{Item}/reliefCode", "\"disability-vehicle\"", $"{Item}/reliefCode", "relief-not-for-commodity" },

        // Numbers that make no sense
        { "/freight", "-0.01", "/freight", "out-of-range" },
        { $"{Item}/itemPrice", "-8000", $"{Item}/itemPrice", "out-of-range" },
        { $"{Item}/itemPrice", "0", $"{Item}/itemPrice", "out-of-range" },
        { $"{Item}/itemPrice", "8000.001", $"{Item}/itemPrice", "too-precise" },
        { $"{Item}/netMass", "-1", $"{Item}/netMass", "out-of-range" },
        { $"{Item}/netMass", "0", $"{Item}/netMass", "out-of-range" },
        { "/grossMass", "1e400", "/grossMass", "wrong-type" },
        { "/grossMass", "1e30", "/grossMass", "wrong-type" },
        { "/invoiceAmount", "1e28", "/invoiceAmount", "out-of-range" },
        { "/insurance", "99999999999.01", "/insurance", "out-of-range" },
        { "/totalPackages", "99999999999", "/totalPackages", "wrong-type" },
        { "/transportMode", "5", "/transportMode", "out-of-range" },
        { "/transportMode", "3.5", "/transportMode", "wrong-type" },
        { $"{Item}/valuationMethod", "7", $"{Item}/valuationMethod", "out-of-range" },

        // Text
        { $"{Item}/description", "\"tea\\u0000\"", $"{Item}/description", "control-characters" },
        { $"{Item}/description", "\"tea\\u001b[31m\"", $"{Item}/description", "control-characters" },
        { "/exporter/name", "\"A\\nB\"", "/exporter/name", "control-characters" },
        { $"{Item}/description", "\"tea \\ud83d\"", $"{Item}/description", "wrong-type" },
        { "/functionalReferenceId", "\"\\udc00\"", "/functionalReferenceId", "wrong-type" },
        { $"{Item}/description", "\"   \"", $"{Item}/description", "required" },

        // Types, missing and unknown members
        { "/invoiceAmount", "\"14000\"", "/invoiceAmount", "wrong-type" },
        { "/type", "0", "/type", "wrong-type" },
        { "/type", "\"imports\"", "/type", "wrong-type" },
        { "/type", "\"0\"", "/type", "wrong-type" },
        { "/incoterm", "\"xyz\"", "/incoterm", "wrong-type" },
        { "/incoterm", "true", "/incoterm", "wrong-type" },
        { "/exporter", "\"Anatolia\"", "/exporter", "wrong-type" },
        { "/exporter", "null", "/exporter", "required" },
        { "/exporter/name", "", "/exporter/name", "required" },
        { "/importer", "", "/importer", "required" },
        { "/grossMass", "", "/grossMass", "required" },
        { "/goodsItems", "{}", "/goodsItems", "wrong-type" },
        { "/goodsItems", "[]", "/goodsItems", "too-few" },
        { "/goodsItems", "null", "/goodsItems", "required" },
        { "/goodsItems/1", "7", "/goodsItems/1", "wrong-type" },
        { "/goodsItems/1", "null", "/goodsItems/1", "wrong-type" },
        { "/colour", "\"red\"", "/colour", "unknown-field" },
        { "/Freight", "1", "/Freight", "unknown-field" },
        { $"{Item}/a~1b", "1", $"{Item}/a~1b", "unknown-field" },
        { "/freight", "null", "/freight", "wrong-type" },
        { $"{Item}/valuationMethod", "null", $"{Item}/valuationMethod", "wrong-type" },
        { $"{Item}/additionalDocuments", "null", $"{Item}/additionalDocuments", "wrong-type" },
    };

    [Theory, MemberData(nameof(Faulty))]
    public async Task A_fault_is_pointed_at_and_nothing_is_stored(string place, string json, string pointer, string code)
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("fund-head");
        var before = await Lodged(declarant);

        using var answer = await declarant.PostText("/api/customs/declarations", Change(portal.Example("lodgeDeclaration"), (place, json)));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldContain($"{pointer} {code}");
        (await Lodged(declarant)).ShouldBe(before);
    }

    [Fact]
    public async Task The_example_without_a_fault_is_well()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("fund-head");

        using var answer = await declarant.PostText("/api/customs/duty-estimates", Change(portal.Example("lodgeDeclaration")));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("fund-head");
        var before = await Lodged(declarant);

        using var answer = await declarant.PostText("/api/customs/declarations", Change(portal.Example("lodgeDeclaration"),
            ("/colour", "1"), ("/exporter", ""), ("/customsOffice", "\"NOWHERE\""), ("/grossMass", "1"), ("/invoiceCurrency", "7"),
            ($"{Item}/itemPrice", "-1"), ($"{Item}/netMass", "1e400"), ("/goodsItems/1/commodityCode", "\"999999\""), ("/goodsItems/1/netMass", "541")));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(
        [
            "/colour unknown-field", "/exporter required", "/customsOffice unknown-office", "/grossMass wrong-total", "/invoiceCurrency wrong-type",
            $"{Item}/itemPrice out-of-range", $"{Item}/netMass wrong-type", "/goodsItems/1/commodityCode unknown-commodity", "/goodsItems/1/netMass net-over-gross",
        ], ignoreOrder: true);
        (await Lodged(declarant)).ShouldBe(before);
    }

    [Fact]
    public async Task A_hundred_thousand_items_are_refused_as_too_many_or_too_large()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("fund-head");
        var before = await Lodged(declarant);
        string Items(string item) => $"[{string.Join(',', Enumerable.Repeat(item, 100_000))}]";

        using var small = await declarant.PostText("/api/customs/declarations", Change(portal.Example("lodgeDeclaration"), ("/goodsItems", Items("{}"))));
        using var large = await declarant.PostText("/api/customs/declarations", Change(portal.Example("lodgeDeclaration"), ("/goodsItems", Items("""{"sequence":1}"""))));

        (await small.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["/goodsItems too-many"]);
        await large.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        (await Lodged(declarant)).ShouldBe(before);
    }

    [Fact]
    public async Task Of_many_faults_the_first_two_hundred_are_told()
    {
        var portal = await portals.In("az");
        using var declarant = await portal.As("fund-head");
        var items = $"[{string.Join(',', Enumerable.Repeat("""{"sequence":"one"}""", 900))}]";

        using var answer = await declarant.PostText("/api/customs/declarations", Change(portal.Example("lodgeDeclaration"), ("/goodsItems", items)));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().Length.ShouldBe(200);
    }

    private static async Task<int> Lodged(HttpClient declarant) => (await declarant.Read("/api/customs/declarations"))["total"]!.GetValue<int>();

    /// <summary>Puts raw JSON, be it readable or not, at a pointer.</summary>
    private static string Change(JsonObject declaration, params (string Pointer, string Json)[] changes)
    {
        var raw = new List<string>();
        foreach (var (pointer, json) in changes)
        {
            var steps = pointer[1..].Split('/');
            var parent = steps.SkipLast(1).Aggregate((JsonNode)declaration, (node, step) => node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
            var name = steps[^1].Replace("~1", "/", StringComparison.Ordinal);
            var mark = $"@@{raw.Count}@@";
            if (json.Length == 0)
                parent.AsObject().Remove(name);
            else if (parent is JsonArray array)
                array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = mark;
            else
                parent[name] = mark;
            raw.Add(json);
        }

        return raw.Select((json, i) => (json, i)).Aggregate(declaration.ToJsonString(), (text, change) => text.Replace($"\"@@{change.i}@@\"", change.json, StringComparison.Ordinal));
    }
}
