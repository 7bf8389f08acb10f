using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Rules;

/// <summary>How a pension is worked out.</summary>
public enum PensionScheme
{
    /// <summary>Credited contributions, spread over a number of months.</summary>
    Capital,

    /// <summary>Percent of the final average earnings for each year of service.</summary>
    Accrual,
}

/// <summary>The pension law.</summary>
internal sealed record PensionRules
{
    public required PensionScheme Scheme { get; init; }

    public required int MinimumServiceMonths { get; init; }

    /// <summary>Nobody in the register is born earlier; from then on there is an age for everybody.</summary>
    public static readonly DateOnly EarliestBirth = new(1900, 1, 1);

    /// <summary>National currency a month.</summary>
    public required decimal Minimum { get; init; }

    /// <summary>Capital: percent of both shares that is credited.</summary>
    public decimal CreditedPercent { get; init; }

    /// <summary>Capital: months over which it is spread.</summary>
    public int SpreadOverMonths { get; init; }

    /// <summary>Capital: so much entitles without the years of service; national currency.</summary>
    public decimal EnoughCapital { get; init; }

    /// <summary>Accrual: percent of the average earnings for a year of service.</summary>
    public decimal PercentPerYear { get; init; }

    /// <summary>Accrual: never more than this percent.</summary>
    public decimal MostPercent { get; init; }

    /// <summary>Accrual: how many of the last months make the average.</summary>
    public int AverageOverMonths { get; init; }

    public required IReadOnlyList<PensionAge> Ages { get; init; }

    /// <summary>What the lines of the calculation are called.</summary>
    public required IReadOnlyDictionary<string, LocalizedText> Lines { get; init; }

    public required string LegalReference { get; init; }

    /// <summary>The day on which somebody reaches pension age.</summary>
    public DateOnly ReachedOn(Sex sex, DateOnly born)
    {
        var age = Ages.Where(age => age.Sex == sex && age.BornFrom <= born).MaxBy(age => age.BornFrom)!;
        return born.AddYears(age.Years).AddMonths(age.Months);
    }

    public static PensionRules Read(PackNode node)
    {
        var scheme = node.Enum<PensionScheme>("scheme");
        var (capital, accrual) = (scheme == PensionScheme.Capital, scheme == PensionScheme.Accrual);
        var rules = new PensionRules
        {
            Scheme = scheme,
            MinimumServiceMonths = (int)node.Number("minimumServiceMonths", 0, 1200),
            Minimum = node.Number("minimum"),
            CreditedPercent = capital ? node.Number("creditedPercent", 0, 100) : 0,
            SpreadOverMonths = capital ? (int)node.Number("spreadOverMonths", 1, 1200) : 0,
            EnoughCapital = capital ? node.Number("enoughCapital", 1) : 0,
            PercentPerYear = accrual ? node.Number("percentPerYear", 0, 100) : 0,
            MostPercent = accrual ? node.Number("mostPercent", 0, 100) : 0,
            AverageOverMonths = accrual ? (int)node.Number("averageOverMonths", 1, 1200) : 0,
            Ages = node.List("ages", age => new PensionAge(age.Enum<Sex>("sex"), age.Date("bornFrom"), (int)age.Number("years", 0, 120), (int)age.Number("months", 0, 11))),
            Lines = node.Section("lines", lines => Pensions.PensionCalculation.LinesOf(scheme).ToDictionary(line => line, line => lines.Section(line, name => name.Localized("name")), StringComparer.Ordinal)),
            LegalReference = node.Text("legalReference"),
        };
        foreach (var sex in Enum.GetValues<Sex>().Where(sex => !rules.Ages.Any(age => age.Sex == sex && age.BornFrom <= EarliestBirth)))
            node.Fault("ages", $"there is no age for {sex} born from 1900-01-01 on");
        return rules;
    }
}

/// <summary>Pension age of those born from a day on.</summary>
internal sealed record PensionAge(Sex Sex, DateOnly BornFrom, int Years, int Months);
