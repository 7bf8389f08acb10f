using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Duties;

/// <summary>A reason in law why some charges are not due: needs a document, sometimes another agency's word.</summary>
internal sealed record Relief
{
    public required string Code { get; init; }

    public required LocalizedText Name { get; init; }

    /// <summary>Goods it is for: beginnings of commodity codes; empty means all.</summary>
    public required IReadOnlyList<string> Commodities { get; init; }

    /// <summary>Charges that are not due.</summary>
    public required IReadOnlyList<string> Waives { get; init; }

    /// <summary>The document that must go with the goods item.</summary>
    public required string Document { get; init; }

    /// <summary>The fact another agency must confirm; null when the document is enough.</summary>
    public Confirmation? Confirmation { get; init; }

    public required string LegalReference { get; init; }

    public bool IsFor(string commodityCode) =>
        Commodities.Count == 0 || Commodities.Any(prefix => commodityCode.StartsWith(prefix, StringComparison.Ordinal));

    public static Relief Read(PackNode node, CountryPack country, IReadOnlyList<ChargeRule> charges, IEnumerable<string> documents)
    {
        var relief = new Relief
        {
            Code = node.Text("code"),
            Name = node.Localized("name"),
            Commodities = node.Texts("commodities"),
            Waives = node.Texts("waives"),
            Document = node.Text("document"),
            Confirmation = node.OptionalSection("confirmation", confirmation => Confirmation.Read(confirmation, country)),
            LegalReference = node.Text("legalReference"),
        };
        foreach (var unknown in relief.Waives.Except(charges.Select(charge => charge.Code)))
            node.Fault("waives", $"there is no charge '{unknown}'");
        if (!documents.Contains(relief.Document))
            node.Fault("document", $"there is no document '{relief.Document}'");
        return relief;
    }
}

/// <summary>A question to another institution about the declarant, under a data-sharing agreement.</summary>
internal sealed record Confirmation(string Institution, string Question, string Purpose)
{
    public static Confirmation Read(PackNode node, CountryPack country)
    {
        var confirmation = new Confirmation(node.Text("institution"), node.Text("question"), node.Text("purpose"));
        if (country.AgreementFor(CustomsModule.Mailbox, confirmation.Institution, confirmation.Question, confirmation.Purpose) is null)
            node.Fault("no agreement in country.yaml lets customs ask this");
        return confirmation;
    }
}
