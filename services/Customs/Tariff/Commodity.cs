using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Tariff;

/// <summary>A line of the nomenclature: chapter (2 digits), heading (4), subheading (6) or national subdivision.</summary>
public sealed class Commodity
{
    /// <summary>Digits of the Harmonized System, national ones behind.</summary>
    public required string Code { get; init; }

    /// <summary>Supplementary unit, such as <c>p/st</c>; kilograms where there is none.</summary>
    public string? Unit { get; set; }

    /// <summary>What it is, in each language.</summary>
    public required LocalizedText Description { get; set; }
}

/// <summary>A rate of the tariff. It holds for every commodity that begins with the code and has none of its own.</summary>
public sealed class TariffRate
{
    /// <summary>Beginning of commodity codes.</summary>
    public required string Code { get; init; }

    /// <summary>The charge that asks for it, such as <c>duty</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Percent.</summary>
    public required decimal Percent { get; set; }
}

/// <summary>Counts the imports, so that running services notice a new tariff.</summary>
public sealed class TariffEdition
{
    /// <summary>Grows with every import.</summary>
    public int Id { get; private set; }

    /// <summary>When it was imported (UTC).</summary>
    public required DateTime ImportedAt { get; init; }

    /// <summary>Rows of the file.</summary>
    public required int Rows { get; init; }
}
