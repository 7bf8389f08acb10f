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
/// <param name="Formula">How it comes about, with the codes of the lines it stands on; absent for what the register or the law says.</param>
public sealed record PensionLine(string Code, LocalizedText Name, PensionUnit Unit, decimal Value, string? Formula);

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
        .. scheme == PensionScheme.Capital ? ["credited", "credited-until-then", "capital", "spread"] : new[] { "average", "percent-per-year", "percent" },
        "calculated", "minimum", "pension",
    ];

    /// <summary>Calculates; who works today is taken to go on until then as in the last twelve months.</summary>
    public PensionEstimate Calculate(InsuredPerson person, IReadOnlyList<Contribution> contributions, DateOnly today, DateOnly? retirement)
    {
        var ageOn = law.ReachedOn(person.Sex, person.Born);
        var on = retirement ?? (ageOn > today ? ageOn : today);
        var lines = new List<PensionLine>();
        var service = Employment.ServiceMonths(person.Employments.Select(employment => (employment.From, employment.Until)), today);
        var ahead = person.Employments.Any(employment => employment.Covers(today)) ? Math.Max(0, ((on.Year - today.Year) * 12) + on.Month - today.Month) : 0;
        Add("service", PensionUnit.Months, service);
        Add("service-until-then", PensionUnit.Months, ahead);
        var inAll = Add("service-in-all", PensionUnit.Months, service + ahead, "service + service-until-then");
        var calculated = law.Scheme == PensionScheme.Capital ? OfCapital(contributions, ahead, Add) : OfAccrual(contributions, inAll, Add);
        Add("minimum", PensionUnit.Money, law.Minimum);

        List<string> missing = [];
        if (on < ageOn)
            missing.Add("age-not-reached");
        if (inAll < law.MinimumServiceMonths)
            missing.Add("too-few-years");
        var pension = Add("pension", PensionUnit.Money, Math.Max(calculated, law.Minimum), "max(calculated, minimum)");
        return new PensionEstimate(law.Scheme, country.Currency.Code, on, ageOn, missing.Count == 0, missing, pension, lines, law.LegalReference);

        decimal Add(string code, PensionUnit unit, decimal value, string? formula = null)
        {
            lines.Add(new PensionLine(code, law.Lines[code], unit, value, formula));
            return value;
        }
    }

    private decimal OfCapital(IReadOnlyList<Contribution> contributions, int ahead, Func<string, PensionUnit, decimal, string?, decimal> add)
    {
        var percent = FormattableString.Invariant($"{law.CreditedPercent:0.##} %");
        var credited = add("credited", PensionUnit.Money, country.Round(Shares(contributions) * law.CreditedPercent / 100), $"{percent} of both shares of all contributions");
        var monthly = Shares(Last(contributions, MonthsOfForecast)) / MonthsOfForecast;
        var later = add("credited-until-then", PensionUnit.Money, country.Round(monthly * ahead * law.CreditedPercent / 100), $"{percent} of the last twelve months' average x service-until-then");
        var capital = add("capital", PensionUnit.Money, credited + later, "credited + credited-until-then");
        var spread = add("spread", PensionUnit.Months, law.SpreadOverMonths, null);
        return add("calculated", PensionUnit.Money, country.Round(capital / spread), "capital / spread");
    }

    private decimal OfAccrual(IReadOnlyList<Contribution> contributions, decimal serviceInAll, Func<string, PensionUnit, decimal, string?, decimal> add)
    {
        var last = Last(contributions, law.AverageOverMonths);
        var months = last.Select(contribution => contribution.Month).Distinct().Count();
        var average = add("average", PensionUnit.Money, months == 0 ? 0 : country.Round(last.Sum(contribution => contribution.Earnings) / months), FormattableString.Invariant($"earnings of the last {months} months / {months}"));
        var perYear = add("percent-per-year", PensionUnit.Percent, law.PercentPerYear, null);
        var percent = add("percent", PensionUnit.Percent, Math.Min(law.MostPercent, decimal.Round(perYear * serviceInAll / 12, 4)), FormattableString.Invariant($"min(percent-per-year x service-in-all / 12, {law.MostPercent:0.##})"));
        return add("calculated", PensionUnit.Money, country.Round(average * percent / 100), "average x percent / 100");
    }

    private static decimal Shares(IEnumerable<Contribution> contributions) => contributions.Sum(contribution => contribution.InsuredShare + contribution.EmployerShare);

    /// <summary>The last so many months for which something was reported.</summary>
    private static List<Contribution> Last(IReadOnlyList<Contribution> contributions, int months)
    {
        var wanted = contributions.Select(contribution => contribution.Month).Distinct().OrderDescending().Take(months).ToHashSet();
        return [.. contributions.Where(contribution => wanted.Contains(contribution.Month))];
    }
}
