using System.Net;

namespace Portal.EndToEnd.Tests;

/// <summary>A declaration that somebody is still writing: what is to be done, what is to be mended, and where.</summary>
public sealed class DraftTests(Portals portals)
{
    /// <summary>Electric cars: the tariff counts them, and so asks for their number.</summary>
    private const string Cars = "870380";

    private const string Faulty = ".tag.red, .tag.waiting, .ds-validation-message, .ds-error-summary";

    [Theory]
    [InlineData("import", "/countryOfDispatch")]
    [InlineData("export", "/countryOfDestination")]
    public async Task What_nobody_has_touched_is_to_be_done_and_what_is_wrong_is_faulty(string type, string open)
    {
        using var trader = await Trader();
        var tasks = await Begin(trader, type);
        Countries(tasks).State.ShouldBe(Texts.In("en", "task.new"));
        tasks.Html.QuerySelectorAll(Faulty).ShouldBeEmpty();
        var page = await trader.Open(Countries(tasks).To);
        page.Html.QuerySelectorAll(Faulty).ShouldBeEmpty();

        // Trying to go on without an answer is told on the page.
        page = await trader.Send(page);
        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.FaultOf(open).ShouldNotBeNull();

        (await trader.Send(page, (open, "QQ"))).FaultOf(open).ShouldNotBeNull();
        tasks = await trader.Open(tasks.Path);
        Countries(tasks).State.ShouldBe(Texts.In("en", "task.problem"));
        (await trader.Open(Countries(tasks).To)).FaultOf(open).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_goods_item_lacks_is_to_be_done_and_the_check_leads_to_each_question()
    {
        using var trader = await Trader();
        var home = (await Begin(trader, "import")).Path;
        const string Item = "/goodsItems/0";
        var quantity = await trader.Send(await trader.Open($"{home}/items/1/goods"), ($"{Item}/commodityCode", Cars), ($"{Item}/description", "Cars"), ($"{Item}/countryOfOrigin", "TR"));
        quantity.Path.ShouldBe($"{home}/items/1/quantity");
        quantity.Value($"{Item}/supplementaryQuantity").ShouldBe("");
        (await trader.Open($"{home}/items/1")).Html.QuerySelectorAll(Faulty).ShouldBeEmpty();
        (await trader.Open($"{home}/items")).Html.QuerySelectorAll(".tag.red, .ds-validation-message").ShouldBeEmpty();
        (await trader.Open($"{home}/items/1/price")).Value($"{Item}/valuationMethod").ShouldBe("1");

        var faults = (await trader.Open($"{home}/check")).Html.QuerySelectorAll(".ds-alert li a").Select(link => link.GetAttribute("href")!).ToList();
        faults.Count(to => to.StartsWith($"{home}/items/1/quantity?", StringComparison.Ordinal)).ShouldBe(4);
        faults.Count(to => to.StartsWith($"{home}/items/1/price?", StringComparison.Ordinal)).ShouldBe(1);
        foreach (var to in faults)
            (await trader.Open(to)).Html.QuerySelectorAll("[aria-invalid=true]").ShouldNotBeEmpty(to);
    }

    /// <summary>Nothing is wrong with any one item, but with their sum.</summary>
    [Fact]
    public async Task A_total_at_fault_leads_to_the_goods_items()
    {
        using var trader = await Trader();
        var home = (await Begin(trader, "import")).Path;
        const string Item = "/goodsItems/0";
        await trader.Send(await trader.Open($"{home}/items/1/goods"), ($"{Item}/commodityCode", Scenery.Tea), ($"{Item}/description", "Tea"), ($"{Item}/countryOfOrigin", "LK"));
        await trader.Send(await trader.Open($"{home}/items/1/quantity"), ($"{Item}/packages", "0"), ($"{Item}/grossMass", "3"), ($"{Item}/netMass", "2"));

        foreach (var page in new[] { "items", "check" })
        {
            var link = (await trader.Open($"{home}/{page}")).Html.QuerySelectorAll("main a").Where(one => one.TextContent.StartsWith(Texts.In("en", "answers.totals"), StringComparison.Ordinal)).ShouldHaveSingleItem(page);
            (await trader.Open(link.GetAttribute("href")!)).Value($"{Item}/packages").ShouldBe("0");
        }
    }

    private async Task<Reader> Trader()
    {
        var trader = new Reader(await portals.In("az"));
        await trader.SignIn("trader");
        return trader;
    }

    private static async Task<ReadPage> Begin(Reader trader, string type) => await trader.Send(await trader.Open("/en/customs/drafts/new"), ("/type", type));

    /// <summary>The task of saying from where to where, and how far it has got.</summary>
    private static (string To, string State) Countries(ReadPage tasks)
    {
        var line = tasks.Html.QuerySelectorAll("ol.tasks li").Single(one => one.QuerySelector("a")!.GetAttribute("href")!.Contains("/countries", StringComparison.Ordinal));
        return (line.QuerySelector("a")!.GetAttribute("href")!, line.QuerySelector(".tag")!.TextContent.Trim());
    }
}
