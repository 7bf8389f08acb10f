using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.ServiceDefaults.CountryPacks;
using Portal.Web.Drafts;
using Portal.Web.Services;
using Portal.Web.SignIn;

namespace Portal.Web.Customs;

/// <summary>A declaration that somebody is still writing.</summary>
public static class DeclarationDraft
{
    /// <summary>The kind of these drafts.</summary>
    public const string Kind = "declaration";

    /// <summary>What the goods items add up to: worked out rather than asked.</summary>
    private static readonly (string Total, string Part)[] Totals = [("totalPackages", "packages"), ("grossMass", "grossMass"), ("invoiceAmount", "itemPrice")];

    /// <summary>A declaration as it begins: the direction of the goods decides what is filled in already.</summary>
    public static JsonObject Begin(string type, Guid id, Visitor declarant, CountryPack country)
    {
        var own = new JsonObject { ["id"] = declarant.TraderId ?? declarant.PersonId, ["country"] = country.Code };
        if ((declarant.TraderId is null ? declarant.Name : declarant.TraderName) is { Length: > 0 } name)
            own["name"] = name;
        var body = new JsonObject { ["functionalReferenceId"] = $"D-{id.ToString("N")[^10..].ToUpperInvariant()}", ["type"] = type };
        if (type == "export")
            (body["exporter"], body["countryOfDispatch"]) = (own, country.Code);
        else
            body["importer"] = own;
        if (type == "import")
            body["countryOfDestination"] = country.Code;
        return body;
    }

    /// <summary>The declaration with its totals and the numbers of its items.</summary>
    public static JsonObject Completed(JsonObject draft)
    {
        var whole = (JsonObject)draft.DeepClone();
        foreach (var party in new[] { "exporter", "importer" })
            whole[party] ??= new JsonObject();
        var items = Items(whole);
        for (var i = 0; i < items.Count; i++)
            items[i]!["sequence"] = i + 1;
        foreach (var (total, part) in Totals)
            whole[total] = items.Sum(item => item![part] is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : 0);
        return whole;
    }

    /// <summary>Its goods items.</summary>
    public static JsonArray Items(JsonObject draft)
    {
        if (draft["goodsItems"] is not JsonArray items)
            draft["goodsItems"] = items = [];
        return items;
    }

    /// <summary>Asks customs what is wrong with it so far.</summary>
    public static async Task<DeclarationCheck> Check(this AgencyClient agencies, JsonObject draft)
    {
        var answer = await agencies.Post(CustomsAuthority.Service, $"{CustomsAuthority.Declarations}/check", Completed(draft));
        if (!answer.IsSuccess)
            throw new PageRefused(answer.Status);
        var check = answer.Body.Deserialize<DeclarationCheck>(AgencyClient.Json)!;
        return check with { Faults = [.. check.Faults.Where(fault => PartOf(fault) is not { } part || !IsOpen(part))] };

        // Totals of nothing, or of what is at fault itself, are nobody's mistake.
        bool IsOpen(string part) => Items(draft).Count == 0
            || check.Faults.Any(fault => fault.Pointer.StartsWith("/goodsItems/", StringComparison.Ordinal) && fault.Pointer.EndsWith("/" + part, StringComparison.Ordinal));
    }

    /// <summary>The part of goods items of which a total at fault is made; null for a fault of anything else.</summary>
    public static string? PartOf(RequestFault fault) => Totals.FirstOrDefault(total => fault.Pointer == "/" + total.Total).Part;

    /// <summary>What a draft is called in lists: the trader's reference.</summary>
    public static string? Reference(this Draft draft) => draft.Read()["functionalReferenceId"]?.ToString();
}

/// <summary>What customs says of a declaration that is not lodged.</summary>
/// <param name="Faults">What is wrong.</param>
/// <param name="Estimate">What it would cost today; absent while something is wrong.</param>
public sealed record DeclarationCheck(IReadOnlyList<RequestFault> Faults, Assessment? Estimate);
