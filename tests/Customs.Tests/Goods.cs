using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Customs.Declarations;
using Portal.Customs.Duties;
using Portal.ServiceDefaults.CountryPacks;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Declarations to lodge. Codes of the country come from its pack, so that the tests hold no country either.</summary>
internal static class Goods
{
    public const string Tea = "090240";
    public const string Car = "870323";
    public const string Medicine = "300490";
    public const string Arms = "930320";

    public static CustomsRules Rules(this PortalUnderTest portal) => portal.Services.GetRequiredService<CustomsRules>();

    /// <summary>The relief that another agency must confirm.</summary>
    public static Relief Relief(this PortalUnderTest portal) => portal.Rules().Reliefs.Values.First(relief => relief.Confirmation is not null);

    /// <summary>One goods item, priced in national currency at the border.</summary>
    public static JsonObject Import(PortalUnderTest portal, string commodity = Tea, decimal price = 1000)
    {
        var declaration = portal.Example("lodgeDeclaration");
        var item = declaration["goodsItems"]![0]!.DeepClone();
        (item["commodityCode"], item["itemPrice"]) = (commodity, price);
        (declaration["goodsItems"], declaration["invoiceAmount"]) = (new JsonArray(item), price);
        (declaration["grossMass"], declaration["totalPackages"]) = (item["grossMass"]!.DeepClone(), item["packages"]!.DeepClone());
        (declaration["invoiceCurrency"], declaration["incoterm"]) = (portal.Services.GetRequiredService<CountryPack>().Currency.Code, "cif");
        (declaration["freight"], declaration["insurance"]) = (0, 0);
        return declaration;
    }

    /// <summary>A car for a person with a disability, with the document the relief needs.</summary>
    public static JsonObject CarWithRelief(PortalUnderTest portal)
    {
        var declaration = Import(portal, Car, 20_000);
        var item = declaration["goodsItems"]![0]!;
        item["reliefCode"] = portal.Relief().Code;
        item["additionalDocuments"]!.AsArray().Add(new JsonObject { ["code"] = portal.Relief().Document, ["reference"] = "CERT-1" });
        return declaration;
    }

    public static JsonObject Export(PortalUnderTest portal, string commodity = Tea)
    {
        var declaration = OfType(portal, DeclarationType.Export, Import(portal, commodity));
        (declaration["countryOfDispatch"], declaration["countryOfDestination"]) = (declaration["countryOfDestination"]!.DeepClone(), "TR");
        return declaration;
    }

    public static JsonObject Transit(PortalUnderTest portal, string commodity = Tea)
    {
        var declaration = OfType(portal, DeclarationType.Transit, Import(portal, commodity));
        declaration["countryOfDestination"] = "GE";
        return declaration;
    }

    private static JsonObject OfType(PortalUnderTest portal, DeclarationType type, JsonObject declaration)
    {
        declaration["type"] = type.ToString().ToLowerInvariant();
        declaration["procedureCode"] = portal.Rules().Procedures.Values.First(procedure => procedure.Type == type).Code;
        return declaration;
    }
}
