using System.Globalization;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Duties, worked out by hand and compared line by line.</summary>
public sealed class DutyTests(Portals portals)
{
    // (14,000 + 600 freight + 50 insurance) USD * 1.7 = 24,905.00, shared 8,000 : 6,000.
    [Fact]
    public async Task Az_every_line_is_explained()
    {
        var assessment = await Estimate("az", declaration => { });

        assessment["exchangeRate"]!.GetValue<decimal>().ShouldBe(1.7m);
        assessment["customsValue"]!.GetValue<decimal>().ShouldBe(24905.00m);
        Lines(assessment).ShouldBe([
            "090240 14231.43",
            "duty 5 % of 14231.43 = 711.5715 -> 711.57",
            "excise 0 % of 14943.00 = 0 -> 0",
            "vat 18 % of 14943.00 = 2689.74 -> 2689.74",
            "691110 10673.57",
            "duty 15 % of 10673.57 = 1601.0355 -> 1601.04",
            "excise 0 % of 12274.61 = 0 -> 0",
            "vat 18 % of 12274.61 = 2209.4298 -> 2209.43",
            "fee -> 15",
        ]);
        assessment["total"]!.GetValue<decimal>().ShouldBe(7226.78m);
        assessment["items"]!.AsArray().SelectMany(item => item!["charges"]!.AsArray()).Concat(assessment["charges"]!.AsArray())
            .ShouldAllBe(charge => charge!["legalReference"]!.GetValue<string>().Length > 0);
        assessment["items"]![0]!["charges"]![2]!["baseParts"]!.AsArray().Select(part => part!.GetValue<string>()).ShouldBe(["customs-value", "duty", "excise"]);
    }

    // 14,650 USD * 0.333 = 4,878.450 with three decimals, shared 8,000 : 6,000; the only charge is the levy.
    [Fact]
    public async Task Zz_every_line_is_explained_in_its_own_decimals()
    {
        var assessment = await Estimate("zz", declaration => { });

        Lines(assessment).ShouldBe([
            "090240 2787.686",
            "levy 7.5 % of 2787.686 = 209.07645 -> 209.076",
            "691110 2090.764",
            "levy 12 % of 2090.764 = 250.89168 -> 250.892",
        ]);
        assessment["rounding"]!.GetValue<string>().ShouldBe("half away from zero to 3 decimals");
        assessment["total"]!.GetValue<decimal>().ShouldBe(459.968m);
    }

    // 5 % of 0.10 is 0.005 (to even it would be 0.00), of 0.30 it is 0.015; VAT 18 % of 0.11 = 0.0198, of 0.32 = 0.0576.
    [Theory, InlineData("0.10", "0.01", "0.02"), InlineData("0.30", "0.02", "0.06"), InlineData("0.08", "0", "0.01")]
    public async Task Half_a_unit_is_rounded_away_from_zero(string price, string duty, string vat)
    {
        var portal = await portals.In("az");

        var charges = (await Estimate(portal, Goods.Import(portal, Goods.Tea, decimal.Parse(price, CultureInfo.InvariantCulture))))["items"]![0]!["charges"]!.AsArray();

        charges[0]!["amount"]!.GetValue<decimal>().ShouldBe(decimal.Parse(duty, CultureInfo.InvariantCulture));
        charges[2]!["amount"]!.GetValue<decimal>().ShouldBe(decimal.Parse(vat, CultureInfo.InvariantCulture));
    }

    // Price 14,000, freight 600, insurance 50, at 1.7.
    [Theory]
    [InlineData("exw", "24905"), InlineData("fca", "24905"), InlineData("fas", "24905"), InlineData("fob", "24905")]
    [InlineData("cfr", "23885"), InlineData("cpt", "23885")]
    [InlineData("cif", "23800"), InlineData("cip", "23800"), InlineData("dap", "23800"), InlineData("dpu", "23800"), InlineData("ddp", "23800")]
    public async Task The_incoterm_says_whether_freight_and_insurance_are_added(string incoterm, string value) =>
        (await Estimate("az", declaration => declaration["incoterm"] = incoterm))["customsValue"]!.GetValue<decimal>().ShouldBe(decimal.Parse(value, CultureInfo.InvariantCulture));

    [Theory, InlineData("az"), InlineData("zz")]
    public async Task Whatever_the_prices_the_items_add_up_to_the_rounded_total_and_none_is_negative(string country)
    {
        var portal = await portals.In(country);
        var random = new Random(20260321);
        for (var round = 0; round < 60; round++)
        {
            var declaration = portal.Example("lodgeDeclaration");
            var prices = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(1, 100_000_00) / (random.Next(4) == 0 ? 100m : 100_000_00m)).Select(price => Math.Max(0.01m, decimal.Round(price, 2))).ToList();
            Fill(declaration, prices, freight: random.Next(0, 100_000) / 100m, insurance: random.Next(0, 10_000) / 100m);

            var assessment = await Estimate(portal, declaration);

            var values = assessment["items"]!.AsArray().Select(item => item!["customsValue"]!.GetValue<decimal>()).ToList();
            var total = (prices.Sum() + declaration["freight"]!.GetValue<decimal>() + declaration["insurance"]!.GetValue<decimal>()) * assessment["exchangeRate"]!.GetValue<decimal>();
            values.Sum().ShouldBe(Math.Round(total, country == "zz" ? 3 : 2, MidpointRounding.AwayFromZero), declaration.ToJsonString());
            values.ShouldAllBe(value => value >= 0);
            assessment["customsValue"]!.GetValue<decimal>().ShouldBe(values.Sum());
        }
    }

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz")]
    public async Task An_estimate_is_what_is_charged_in_the_end(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        var estimate = await Estimate(portal, portal.Example("lodgeDeclaration"));

        var mrn = await trader.Lodge(portal.Example("lodgeDeclaration"));

        (await trader.UntilStatus(mrn, "cleared"))["assessment"]!.ToJsonString().ShouldBe(estimate.ToJsonString());
    }

    [Fact]
    public async Task An_estimate_counts_a_claimed_relief_as_granted_and_lodges_nothing()
    {
        var portal = await portals.In("az");
        using var officer = await portal.As("fund-officer");

        var (_, estimate) = await officer.Send("/api/customs/duty-estimates", Goods.CarWithRelief(portal));

        estimate!["total"]!.GetValue<decimal>().ShouldBe(15);
        (await officer.Read("/api/customs/declarations"))["total"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Anyone_may_ask_what_an_import_would_cost()
    {
        var portal = await portals.In("az");
        var declaration = portal.Example("lodgeDeclaration");

        var (status, estimate) = await portal.Anonymous.Send("/api/customs/duty-estimates", declaration);

        ((int)status).ShouldBe(200, estimate?.ToJsonString());
        estimate!.ToJsonString().ShouldBe((await Estimate(portal, declaration)).ToJsonString());
    }

    private async Task<JsonNode> Estimate(string country, Action<JsonObject> change)
    {
        var portal = await portals.In(country);
        var declaration = portal.Example("lodgeDeclaration");
        change(declaration);
        return await Estimate(portal, declaration);
    }

    private static async Task<JsonNode> Estimate(PortalUnderTest portal, JsonObject declaration)
    {
        using var trader = await portal.As("trader");
        var (status, body) = await trader.Send("/api/customs/duty-estimates", declaration);
        ((int)status).ShouldBe(200, body?.ToJsonString());
        return body!;
    }

    private static void Fill(JsonObject declaration, List<decimal> prices, decimal freight, decimal insurance)
    {
        var item = declaration["goodsItems"]![0]!;
        (item["grossMass"], item["netMass"], item["packages"]) = (2, 1, 1);
        var items = prices.Select((price, i) =>
        {
            var one = item.DeepClone();
            (one["sequence"], one["itemPrice"]) = (i + 1, price);
            return one;
        });
        declaration["goodsItems"] = new JsonArray([.. items]);
        (declaration["invoiceAmount"], declaration["grossMass"], declaration["totalPackages"]) = (prices.Sum(), 2 * prices.Count, prices.Count);
        (declaration["freight"], declaration["insurance"]) = (freight, insurance);
    }

    private static List<string> Lines(JsonNode assessment) =>
    [
        .. assessment["items"]!.AsArray().SelectMany(item => item!["charges"]!.AsArray().Select(charge => Line(charge!)).Prepend($"{item["commodityCode"]} {item["customsValue"]}")),
        .. assessment["charges"]!.AsArray().Select(charge => Line(charge!)),
    ];

    private static string Line(JsonNode charge) => charge["base"] is null
        ? $"{charge["code"]} -> {charge["amount"]}"
        : FormattableString.Invariant($"{charge["code"]} {charge["rate"]!.GetValue<decimal>():0.##} % of {charge["base"]!.GetValue<decimal>():0.00#} = {charge["unrounded"]!.GetValue<decimal>():0.#######} -> {charge["amount"]!.GetValue<decimal>():0.###}");
}
