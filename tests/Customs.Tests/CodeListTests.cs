using System.Text.Json.Nodes;
using Portal.Customs.Declarations;

namespace Portal.Customs.Tests;

/// <summary>The codes of declarations, with their names.</summary>
public sealed class CodeListTests(Portals portals)
{
    private static readonly string[] International = ["countries", "transportModes", "incoterms", "valuationMethods", "units"];
    private static readonly string[] National = ["offices", "procedures", "documents", "reliefs", "charges", "institutions"];

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Every_code_has_a_name_in_each_language(string country)
    {
        var lists = await Lists(country);

        foreach (var list in International.Concat(National).Append("currencies"))
        {
            lists[list]!.AsArray().ShouldNotBeEmpty(list);
            foreach (var entry in lists[list]!.AsArray())
                entry!["name"]!.AsObject().Where(name => name.Value!.GetValue<string>().Length > 0).Select(name => name.Key).ShouldBe(["en", "az", "fa-AF", "ps-AF"], ignoreOrder: true, $"{list} {entry["code"]}");
        }
    }

    [Fact]
    public async Task The_international_lists_are_complete_and_hold_what_declarations_take()
    {
        var lists = await Lists("zz");

        Codes(lists, "countries").Length.ShouldBe(249);
        Codes(lists, "countries").ShouldBeUnique();
        Codes(lists, "incoterms").ShouldBe(Enum.GetNames<Incoterm>().Select(name => name.ToLowerInvariant()));
        Codes(lists, "transportModes").ShouldBe(["1", "2", "3", "4"]);
        Codes(lists, "valuationMethods").ShouldBe(["1", "2", "3", "4", "5", "6"]);
    }

    [Fact]
    public async Task National_lists_are_those_of_the_pack()
    {
        var (az, zz) = (await Lists("az"), await Lists("zz"));

        Codes(az, "offices").ShouldContain("AZ0101");
        Codes(zz, "offices").ShouldBe(["NORTH", "SOUTH"]);
        Codes(zz, "currencies").ShouldBe(["ZED", "USD"]);
        zz["currencies"]![1]!["rate"]!.GetValue<decimal>().ShouldBe(0.333m);
        zz["procedures"]![1]!["type"]!.GetValue<string>().ShouldBe("export");
        zz["personId"]!["example"]!.GetValue<string>().ShouldBe("ZP-0001");
        var relief = zz["reliefs"]!.AsArray().ShouldHaveSingleItem()!;
        (relief["document"]!.GetValue<string>(), relief["confirmation"]!["institution"]!.GetValue<string>()).ShouldBe(("AID", "social-protection"));
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Every_unit_of_the_tariff_has_a_name(string country)
    {
        var portal = await portals.In(country);
        var units = Codes(await Lists(country), "units");

        foreach (var page in Enumerable.Range(1, 11))
        {
            var lines = (await portal.Anonymous.Read(FormattableString.Invariant($"/api/customs/tariff?pageSize=100&page={page}")))["items"]!.AsArray();
            lines.Select(line => line!["unit"]!.GetValue<string>()).Except(units).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task They_may_be_kept_for_a_while()
    {
        using var answer = await (await portals.In("az")).Anonymous.Ask("/api/customs/code-lists");

        answer.Headers.CacheControl!.Public.ShouldBeTrue();
        answer.Headers.CacheControl.MaxAge.ShouldBe(TimeSpan.FromMinutes(5));
    }

    private async Task<JsonNode> Lists(string country) => await (await portals.In(country)).Anonymous.Read("/api/customs/code-lists");

    private static string[] Codes(JsonNode lists, string list) => [.. lists[list]!.AsArray().Select(entry => entry!["code"]!.GetValue<string>())];
}
