using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Pensions;

/// <summary>What a pension would be, and how it is worked out, line by line.</summary>
/// <param name="Scheme">Capital or accrual.</param>
/// <param name="Currency">ISO 4217 of all money.</param>
/// <param name="RetirementDate">The day from which it would be paid.</param>
/// <param name="PensionAgeOn">The day on which the pension age is reached.</param>
/// <param name="IsEntitled">Whether the law grants it from that day.</param>
/// <param name="Missing">What is missing: <c>age-not-reached</c>, <c>too-few-years</c>.</param>
/// <param name="MonthlyPension">The result.</param>
/// <param name="Lines">How it comes about; each line may stand on earlier ones.</param>
/// <param name="LegalReference">The law it rests on; all figures are illustrative.</param>
public sealed record PensionEstimate(PensionScheme Scheme, string Currency, DateOnly RetirementDate, DateOnly PensionAgeOn, bool IsEntitled, IReadOnlyList<string> Missing,
    decimal MonthlyPension, IReadOnlyList<PensionLine> Lines, string LegalReference);

/// <summary>A line of the calculation.</summary>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Name">By language.</param>
/// <param name="Unit">What the value counts.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Formula">How it comes about: codes of the lines it stands on, numbers, <c>+ x /</c>, <c>min(a, b)</c>, <c>max(a, b)</c>; only of what is calculated.</param>
public sealed record PensionLine(string Code, LocalizedText Name, PensionUnit Unit, decimal Value, PensionSource Source, string? Formula);

/// <summary>Where a line comes from.</summary>
public enum PensionSource
{
    /// <summary>The person's record.</summary>
    Register,

    /// <summary>The country's law.</summary>
    Law,

    /// <summary>What may come: that whoever works today goes on.</summary>
    Assumption,

    /// <summary>Earlier lines.</summary>
    Calculation,
}

/// <summary>What a line counts.</summary>
public enum PensionUnit
{
    /// <summary>National currency.</summary>
    Money,

    /// <summary>Months.</summary>
    Months,

    /// <summary>Percent.</summary>
    Percent,
}

/// <summary>Works out a pension. Depends on nothing but the record, the days and the pack.</summary>
internal sealed class PensionCalculation(CountryPack country, SocialProtectionRules rules)
{
    private const int MonthsOfForecast = 12;

    private readonly PensionRules law = rules.Pension;

    /// <summary>The lines of a scheme, in order.</summary>
    public static IReadOnlyList<string> LinesOf(PensionScheme scheme) =>
    [
        "service", "service-until-then", "service-in-all",
        .. scheme == PensionScheme.Capital
            ? ["contributed", "credited-percent", "credited", "recent", "credited-until-then", "capital", "enough-capital", "spread"]
            : new[] { "earnings", "months-averaged", "average", "percent-per-year", "most-percent", "percent" },
        "calculated", "minimum", "pension",
    ];

    /// <summary>Calculates; who works today, and has no last day, is taken to go on until then as in the last twelve months.</summary>
    public PensionEstimate Calculate(InsuredPerson person, IReadOnlyList<Contribution> contributions, DateOnly today, DateOnly? retirement)
    {
        var ageOn = law.ReachedOn(person.Sex, person.Born);
        var on = retirement ?? (ageOn > today ? ageOn : today);
        var last = on.AddDays(-1);
        var lines = new List<PensionLine>();
        var service = Employment.ServiceMonths(person.Employments.Select(employment => (employment.From, employment.Until)), last < today ? last : today);
        var ahead = person.Employments.Any(employment => employment.Covers(today) && employment.Until is null) ? Math.Max(0, ((last.Year - today.Year) * 12) + last.Month - today.Month) : 0;
        Add("service", PensionUnit.Months, service, PensionSource.Register);
        Add("service-until-then", PensionUnit.Months, ahead, PensionSource.Assumption);
        var inAll = Add("service-in-all", PensionUnit.Months, service + ahead, PensionSource.Calculation, "service + service-until-then");
        var calculated = law.Scheme == PensionScheme.Capital ? OfCapital(contributions, today, ahead, Add) : OfAccrual(contributions, inAll, Add);
        Add("minimum", PensionUnit.Money, law.Minimum, PensionSource.Law);

        List<string> missing = [];
        if (on < ageOn)
            missing.Add("age-not-reached");
        if (inAll < law.MinimumServiceMonths && !(lines.Find(line => line.Code == "capital")?.Value >= law.EnoughCapital))
            missing.Add("too-few-years");
        var pension = missing.Count == 0
            ? Add("pension", PensionUnit.Money, Math.Max(calculated, law.Minimum), PensionSource.Calculation, "max(calculated, minimum)")
            : Add("pension", PensionUnit.Money, calculated, PensionSource.Calculation, "calculated");
        return new PensionEstimate(law.Scheme, country.Currency.Code, on, ageOn, missing.Count == 0, missing, pension, lines, law.LegalReference);

        decimal Add(string code, PensionUnit unit, decimal value, PensionSource source, string? formula = null)
        {
            lines.Add(new PensionLine(code, law.Lines[code], unit, value, source, formula));
            return value;
        }
    }

    private decimal OfCapital(IReadOnlyList<Contribution> contributions, DateOnly today, int ahead, Note add)
    {
        var contributed = add("contributed", PensionUnit.Money, Shares(contributions), PensionSource.Register);
        var percent = add("credited-percent", PensionUnit.Percent, law.CreditedPercent, PensionSource.Law);
        var credited = add("credited", PensionUnit.Money, country.Round(contributed * percent / 100), PensionSource.Calculation, "contributed x credited-percent / 100");
        var recent = add("recent", PensionUnit.Money, AverageShares(Recent(contributions, today)), PensionSource.Register);
        var later = add("credited-until-then", PensionUnit.Money, country.Round(recent * ahead * percent / 100), PensionSource.Calculation, "recent x service-until-then x credited-percent / 100");
        var capital = add("capital", PensionUnit.Money, credited + later, PensionSource.Calculation, "credited + credited-until-then");
        add("enough-capital", PensionUnit.Money, law.EnoughCapital, PensionSource.Law);
        var spread = add("spread", PensionUnit.Months, law.SpreadOverMonths, PensionSource.Law);
        return add("calculated", PensionUnit.Money, country.Round(capital / spread), PensionSource.Calculation, "capital / spread");
    }

    private decimal OfAccrual(IReadOnlyList<Contribution> contributions, decimal serviceInAll, Note add)
    {
        var last = Last(contributions, law.AverageOverMonths);
        var earnings = add("earnings", PensionUnit.Money, last.Sum(contribution => contribution.Earnings), PensionSource.Register);
        var months = add("months-averaged", PensionUnit.Months, last.Select(contribution => contribution.Month).Distinct().Count(), PensionSource.Register);
        var average = add("average", PensionUnit.Money, months == 0 ? 0 : country.Round(earnings / months), PensionSource.Calculation, "earnings / months-averaged");
        var perYear = add("percent-per-year", PensionUnit.Percent, law.PercentPerYear, PensionSource.Law);
        var most = add("most-percent", PensionUnit.Percent, law.MostPercent, PensionSource.Law);
        var percent = add("percent", PensionUnit.Percent, Math.Min(most, decimal.Round(perYear * serviceInAll / 12, 4)), PensionSource.Calculation, "min(percent-per-year x service-in-all / 12, most-percent)");
        return add("calculated", PensionUnit.Money, country.Round(average * percent / 100), PensionSource.Calculation, "average x percent / 100");
    }

    private static decimal Shares(IEnumerable<Contribution> contributions) => contributions.Sum(contribution => contribution.InsuredShare + contribution.EmployerShare);

    /// <summary>Those of the last twelve months: this one, once it is reported, else those before it.</summary>
    private static List<Contribution> Recent(IReadOnlyList<Contribution> contributions, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var first = month.AddMonths(contributions.Any(contribution => contribution.Month == month) ? 1 - MonthsOfForecast : -MonthsOfForecast);
        return [.. contributions.Where(contribution => contribution.Month >= first)];
    }

    /// <summary>A month's shares on average of the months for which something was reported.</summary>
    private decimal AverageShares(List<Contribution> contributions) =>
        contributions.Count == 0 ? 0 : country.Round(Shares(contributions) / contributions.Select(contribution => contribution.Month).Distinct().Count());

    /// <summary>The last so many months for which something was reported.</summary>
    private static List<Contribution> Last(IReadOnlyList<Contribution> contributions, int months)
    {
        var wanted = contributions.Select(contribution => contribution.Month).Distinct().OrderDescending().Take(months).ToHashSet();
        return [.. contributions.Where(contribution => wanted.Contains(contribution.Month))];
    }

    private delegate decimal Note(string code, PensionUnit unit, decimal value, PensionSource source, string? formula = null);
}
