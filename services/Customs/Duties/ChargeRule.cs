using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Duties;

/// <summary>
/// One kind of duty, tax or fee. Either a percentage (fixed in the pack, or a column of the tariff) of a base,
/// or a fixed amount for the whole declaration.
/// </summary>
internal sealed record ChargeRule
{
    /// <summary>The name of the first base: the value of the goods for customs purposes, in national currency.</summary>
    public const string CustomsValue = "customs-value";

    public required string Code { get; init; }

    public required LocalizedText Name { get; init; }

    /// <summary>Percent; null when the tariff or a fixed amount decides.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The tariff column that holds the percent, such as <c>duty</c>.</summary>
    public string? TariffRate { get; init; }

    /// <summary>National currency, once for each declaration.</summary>
    public decimal? FixedAmount { get; init; }

    /// <summary><c>customs-value</c> and codes of earlier charges; their sum is what the rate applies to.</summary>
    public required IReadOnlyList<string> Base { get; init; }

    /// <summary>Procedures under which the charge is due.</summary>
    public required IReadOnlyList<string> Procedures { get; init; }

    public required string LegalReference { get; init; }

    public static ChargeRule Read(PackNode node)
    {
        var rule = new ChargeRule
        {
            Code = node.Text("code"),
            Name = node.Localized("name"),
            Rate = node.OptionalNumber("rate", 0, 1000),
            TariffRate = node.OptionalText("tariffRate"),
            FixedAmount = node.OptionalNumber("fixedAmount"),
            Base = node.Texts("base"),
            Procedures = node.Texts("procedures"),
            LegalReference = node.Text("legalReference"),
        };
        if (new object?[] { rule.Rate, rule.TariffRate, rule.FixedAmount }.Count(given => given is not null) != 1)
            node.Fault($"'{rule.Code}' needs exactly one of rate, tariffRate and fixedAmount");
        if ((rule.FixedAmount is null) == (rule.Base.Count == 0))
            node.Fault($"'{rule.Code}': a rate needs a base, a fixed amount has none");
        return rule;
    }
}
