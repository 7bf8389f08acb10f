namespace Portal.Web.Customs;

/// <summary>A line of the tariff.</summary>
/// <param name="Code">Digits of the Harmonized System, national ones behind.</param>
/// <param name="Level">2 chapter, 4 heading, 6 subheading, more for national subdivisions: goods are declared from 6 on.</param>
/// <param name="SupplementaryUnit">Unit in which a quantity is asked beside the mass.</param>
/// <param name="Description">In each language.</param>
/// <param name="Rates">Percent by charge.</param>
public sealed record TariffLine(string Code, int Level, string? SupplementaryUnit, IReadOnlyDictionary<string, string> Description, IReadOnlyDictionary<string, decimal> Rates)
{
    /// <summary>Whether goods can be declared under it.</summary>
    public bool IsDeclarable => Level >= 6;
}
