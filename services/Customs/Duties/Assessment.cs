namespace Portal.Customs.Duties;

/// <summary>What is due on a declaration and how it was worked out, line by line.</summary>
public sealed record Assessment
{
    /// <summary>The legal day whose exchange rate holds: that of acceptance.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>National currency of all amounts (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>Units of national currency for one unit of the invoice currency.</summary>
    public required decimal ExchangeRate { get; init; }

    /// <summary>How amounts are rounded.</summary>
    public required string Rounding { get; init; }

    /// <summary>Sum of the items' customs values.</summary>
    public required decimal CustomsValue { get; init; }

    /// <summary>The goods items, each with its charges.</summary>
    public required IReadOnlyList<ItemAssessment> Items { get; init; }

    /// <summary>Charges for the declaration as a whole.</summary>
    public required IReadOnlyList<ChargeLine> Charges { get; init; }

    /// <summary>All that is to be paid.</summary>
    public required decimal Total { get; init; }
}

/// <summary>What is due on one goods item.</summary>
public sealed record ItemAssessment
{
    /// <summary>Number of the item.</summary>
    public required int Sequence { get; init; }

    /// <summary>Commodity code.</summary>
    public required string CommodityCode { get; init; }

    /// <summary>Price with the item's share of freight and insurance, in national currency.</summary>
    public required decimal CustomsValue { get; init; }

    /// <summary>Charges in the order in which they build on each other.</summary>
    public required IReadOnlyList<ChargeLine> Charges { get; init; }
}

/// <summary>One charge, explained.</summary>
public sealed record ChargeLine
{
    /// <summary>The charge, such as <c>duty</c> or <c>vat</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What the rate was applied to; absent for a fixed amount.</summary>
    public decimal? Base { get; init; }

    /// <summary>What the base is made of.</summary>
    public IReadOnlyList<string>? BaseParts { get; init; }

    /// <summary>Percent; absent for a fixed amount.</summary>
    public decimal? Rate { get; init; }

    /// <summary>Rate times base before rounding.</summary>
    public decimal? Unrounded { get; init; }

    /// <summary>What is due, rounded; 0 when relieved.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What would have been due without the relief.</summary>
    public decimal? Relieved { get; init; }

    /// <summary>The relief that was granted.</summary>
    public string? ReliefCode { get; init; }

    /// <summary>The law it rests on.</summary>
    public required string LegalReference { get; init; }
}
