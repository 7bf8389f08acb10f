using Portal.Customs.Declarations;
using Portal.Customs.Duties;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs;

/// <summary>The country's customs law as data: <c>customs.yaml</c> of the pack.</summary>
internal sealed record CustomsRules
{
    public required IReadOnlyDictionary<string, LocalizedText> Offices { get; init; }

    public required IReadOnlyDictionary<string, Procedure> Procedures { get; init; }

    public required IReadOnlyDictionary<string, LocalizedText> Documents { get; init; }

    public required IReadOnlyList<ChargeRule> Charges { get; init; }

    public required IReadOnlyDictionary<string, Relief> Reliefs { get; init; }

    /// <summary>Names of the rates the tariff must give.</summary>
    public IReadOnlyList<string> TariffRates => [.. Charges.Select(charge => charge.TariffRate).OfType<string>().Distinct()];

    /// <summary>Opening deposits of the demonstration, by owner.</summary>
    public required IReadOnlyDictionary<string, decimal> DemonstrationAccounts { get; init; }

    public required RiskRules Risk { get; init; }

    /// <summary>How long another agency's answer may take before the declarant is told that it is late.</summary>
    public required TimeSpan ConfirmationExpectedWithin { get; init; }

    public static CustomsRules Read(PackNode node, CountryPack country)
    {
        var procedures = node.Table("procedures", procedure => procedure.Code, Procedure.Read);
        var documents = node.Table("documents", document => document.Code, ReadNamed);
        var charges = node.List("charges", ChargeRule.Read);
        CheckBases(node, charges);

        return new CustomsRules
        {
            Offices = node.Table("offices", office => office.Code, ReadNamed).ToDictionary(office => office.Key, office => office.Value.Name),
            Procedures = procedures,
            Documents = documents.ToDictionary(document => document.Key, document => document.Value.Name),
            Charges = charges,
            Reliefs = node.Table("reliefs", relief => relief.Code, relief => Relief.Read(relief, country, charges, documents.Keys)),
            Risk = node.Section("risk", RiskRules.Read),
            DemonstrationAccounts = node.OptionalSection("demonstration", demonstration => demonstration.Table("accounts", account => account.Owner,
                account => (Owner: account.Text("owner"), Balance: account.Number("balance"))))?.ToDictionary(account => account.Key, account => account.Value.Balance) ?? [],
            ConfirmationExpectedWithin = TimeSpan.FromSeconds((double)node.Number("confirmationExpectedWithinSeconds", 1, 86_400)),
        };
    }

    private static (string Code, LocalizedText Name) ReadNamed(PackNode node) => (node.Text("code"), node.Localized("name"));

    /// <summary>A charge may only stand on the customs value and on charges before it.</summary>
    private static void CheckBases(PackNode node, IReadOnlyList<ChargeRule> charges)
    {
        var before = new HashSet<string>(StringComparer.Ordinal) { ChargeRule.CustomsValue };
        foreach (var charge in charges)
        {
            foreach (var part in charge.Base.Where(part => !before.Contains(part)))
                node.Fault("charges", $"'{charge.Code}' is charged on '{part}', which is neither customs-value nor an earlier charge");
            if (!before.Add(charge.Code))
                node.Fault("charges", $"'{charge.Code}' stands twice");
        }
    }
}

/// <summary>A customs procedure: the four digits of requested and previous procedure.</summary>
internal sealed record Procedure(string Code, LocalizedText Name, DeclarationType Type)
{
    public static Procedure Read(PackNode node) =>
        new(node.Text("code", "^[0-9]{4}$"), node.Localized("name"), node.Enum<DeclarationType>("type"));
}
