using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>A page of questions about a goods item; that behind the last item begins another.</summary>
public sealed class ItemSectionModel : SectionPage
{
    private const string Goods = "goods";

    /// <summary>Number of the item.</summary>
    [FromRoute(Name = "number")]
    public int Number { get; set; }

    /// <summary>The code that was chosen in the tariff.</summary>
    [FromQuery(Name = "commodity")]
    public string? Commodity { get; set; }

    /// <summary>What the tariff says of the item's code.</summary>
    public TariffLine? Line { get; private set; }

    private string At => Questions.Place(Number - 1);

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        var name = (string?)RouteData.Values["section"];
        if (Number > Questions.Items + (name == Goods ? 1 : 0))
            throw new PageRefused(HttpStatusCode.NotFound);
        Section = Questions.Item(Number - 1).FirstOrDefault(section => section.Name == name) ?? throw new PageRefused(HttpStatusCode.NotFound);
        Line = name == Goods ? null : await Tariff();
    }

    /// <summary>Goods are valued by the price paid unless told.</summary>
    protected override JsonObject Known()
    {
        if (Commodity is not null)
            Body.Put($"{At}/commodityCode", Commodity);
        if (Section.Name == "price" && Body.At($"{At}/valuationMethod") is null)
            Body.Put($"{At}/valuationMethod", 1);
        return base.Known();
    }

    /// <summary>The tariff decides in what unit a quantity is asked.</summary>
    protected override async Task Follow()
    {
        if (Section.Name != Goods)
            return;
        var unit = (await Tariff())?.SupplementaryUnit;
        if (unit != Body.At($"{At}/supplementaryUnit")?.ToString())
            Body.Put($"{At}/supplementaryQuantity", null);
        Body.Put($"{At}/supplementaryUnit", unit);
    }

    /// <inheritdoc />
    protected override string Onward(DeclarationCheck check) => string.Create(CultureInfo.InvariantCulture,
        $"{Home}/items/{Number}/{Questions.ItemWithDocuments(Number - 1).SkipWhile(section => section.Name != Section.Name).ElementAt(1).Name}");

    private async Task<TariffLine?> Tariff() =>
        Body.At($"{At}/commodityCode")?.ToString() is { Length: > 0 } code ? await Agencies.Find<TariffLine>(CustomsAuthority.Service, CustomsAuthority.TariffLine(code)) : null;
}
