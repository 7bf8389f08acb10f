using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Risk;

/// <summary>How declarations are sorted into lanes: criteria, and a random share so that nobody is sure.</summary>
internal sealed record RiskRules(IReadOnlyList<RiskRule> Rules, RandomShare Random)
{
    public static RiskRules Read(PackNode node) =>
        new(node.List("rules", RiskRule.Read),
            node.Section("random", random => new RandomShare(random.Number("red", 0, 100), random.Number("yellow", 0, 100), random.Number("blue", 0, 100))));
}

/// <summary>Percent of declarations drawn into a lane though no rule hits them.</summary>
internal sealed record RandomShare(decimal Red, decimal Yellow, decimal Blue);

/// <summary>A criterion; it hits when all of its conditions hold. A condition that is absent holds.</summary>
internal sealed record RiskRule
{
    public required string Code { get; init; }

    public required LocalizedText Name { get; init; }

    public required RiskLane Lane { get; init; }

    public required IReadOnlyList<string> Types { get; init; }

    public required IReadOnlyList<string> Procedures { get; init; }

    public required IReadOnlyList<string> Origins { get; init; }

    /// <summary>Beginnings of commodity codes.</summary>
    public required IReadOnlyList<string> Commodities { get; init; }

    /// <summary>National currency for the declaration.</summary>
    public decimal? CustomsValueOver { get; init; }

    /// <summary>National currency for a kilogram net of one goods item: a sign of undervaluation.</summary>
    public decimal? ValuePerKilogramUnder { get; init; }

    /// <summary>Any relief is claimed.</summary>
    public bool ReliefClaimed { get; init; }

    public static RiskRule Read(PackNode node) => new()
    {
        Code = node.Text("code"),
        Name = node.Localized("name"),
        Lane = node.Enum<RiskLane>("lane"),
        Types = node.Texts("types"),
        Procedures = node.Texts("procedures"),
        Origins = node.Texts("origins"),
        Commodities = node.Texts("commodities"),
        CustomsValueOver = node.OptionalNumber("customsValueOver"),
        ValuePerKilogramUnder = node.OptionalNumber("valuePerKilogramUnder"),
        ReliefClaimed = node.OptionalText("reliefClaimed", "^true$") is not null,
    };
}
