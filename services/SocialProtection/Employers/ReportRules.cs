using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Employers;

/// <summary>A line of a report and its place in it.</summary>
internal sealed record ReportRow(string Place, ReportLine Line);

/// <summary>What must hold of a report, line by line. Notes every fault with its place.</summary>
internal sealed class ReportRules(CountryPack country, SocialProtectionRules rules, SocialProtectionDbContext db, TimeProvider clock)
{
    public const int MostLines = 10_000;

    private const decimal MostEarnings = 100_000_000;

    /// <summary>A month like 2026-03 that has begun, not before the fund's records; else a fault at <paramref name="place"/>.</summary>
    public DateOnly CheckMonth(string? text, string place, Faults faults)
    {
        if (!DateOnly.TryParseExact($"{Digits.Fold(text ?? "")}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            faults.Add(place, "bad-format", "A month like 2026-03 is expected.");
        else if (month > country.DayOf(clock.GetUtcNow().UtcDateTime))
            faults.Add(place, "future-month", "This month has not begun.");
        else
            faults.Unless(month.AddMonths(1) > rules.Limits.RecordsFrom, place, "out-of-range", FormattableString.Invariant($"Reports are taken from {rules.Limits.RecordsFrom:yyyy-MM} on."));
        return month;
    }

    /// <summary>Checks the lines and returns them with canonical personal numbers.</summary>
    public async Task<List<ReportRow>> Check(IReadOnlyList<ReportRow> rows, DateOnly month, Faults faults)
    {
        faults.Unless(rows.Count > 0, "lines", "no-lines", "A report has at least one line.");
        faults.Unless(rows.Count <= MostLines, "lines", "too-many", $"A report has at most {MostLines.ToString(CultureInfo.InvariantCulture)} lines.", max: MostLines);
        if (rows.Count > MostLines)
            return [];
        var canonical = rows.Select(row => new ReportRow(row.Place, row.Line with { PersonId = country.PersonId.Canonical(row.Line.PersonId) ?? "", Category = row.Line.Category ?? rules.Contributions.Categories.Keys.First() })).ToList();
        var ids = canonical.Select(row => row.Line.PersonId).Distinct().ToList();
        var known = (await db.Persons.Where(person => ids.Contains(person.Id)).Select(person => person.Id).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, line) in canonical)
        {
            CheckPerson(line.PersonId, place, known, seen, faults);
            CheckAmounts(line, place, faults);
            faults.Unless(line.LastDay is not { } day || (day.Year == month.Year && day.Month == month.Month), $"{place}/lastDay", "not-in-month", "The last day is a day of the reported month.");
        }

        return canonical;
    }

    /// <summary>The same for the same lines in any order.</summary>
    public static string DigestOf(IEnumerable<ReportRow> rows) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Line.PersonId}\t{row.Line.Category}\t{row.Line.Occupation}\t{row.Line.LastDay:O}\t{row.Line.Earnings:0.####}\t{row.Line.InsuredShare:0.####}\t{row.Line.EmployerShare:0.####}"))
        .Order(StringComparer.Ordinal)))));

    private void CheckPerson(string id, string place, HashSet<string> known, HashSet<string> seen, Faults faults)
    {
        if (id.Length == 0)
            faults.Add($"{place}/personId", "bad-format", $"A {country.PersonId.Name} is expected.", expected: "person-number");
        else if (!known.Contains(id))
            faults.Add($"{place}/personId", "unknown-person", "The fund does not know this person.");
        else
            faults.Unless(seen.Add(id), $"{place}/personId", "stands-twice", "This person has a line already.");
    }

    private void CheckAmounts(ReportLine line, string place, Faults faults)
    {
        if (!rules.Contributions.Categories.TryGetValue(line.Category!, out var category))
        {
            faults.Add($"{place}/category", "unknown-category", "The country has no such contribution category.");
            return;
        }

        CheckAmount(line.Earnings, $"{place}/earnings", faults);
        CheckAmount(line.InsuredShare, $"{place}/insuredShare", faults);
        CheckAmount(line.EmployerShare, $"{place}/employerShare", faults);
        faults.Unless(line.Occupation?.Any(char.IsControl) != true, $"{place}/occupation", "control-characters", "Control characters are not allowed.");
        faults.Unless(!(line.Occupation?.Length > 140), $"{place}/occupation", "too-long", "At most 140 characters are allowed.", max: 140);
        if (faults.Has($"{place}/earnings"))
            return;
        var (insured, employer) = category.SharesOf(line.Earnings);
        CheckShare(line.InsuredShare, insured, $"{place}/insuredShare", faults);
        CheckShare(line.EmployerShare, employer, $"{place}/employerShare", faults);
    }

    private void CheckAmount(decimal amount, string place, Faults faults)
    {
        faults.Unless(amount >= 0, place, "negative", "An amount is not negative.");
        faults.Unless(amount <= MostEarnings, place, "out-of-range", "That is more than anybody earns in a month.", min: 0, max: MostEarnings);
        faults.Unless(country.Round(amount) == amount, place, "too-precise", FormattableString.Invariant($"{country.Currency.Code} has {country.Currency.Decimals} decimals."), max: country.Currency.Decimals);
    }

    private void CheckShare(decimal share, decimal expected, string place, Faults faults) =>
        faults.Unless(share == country.Round(expected), place, "wrong-share", FormattableString.Invariant($"By the rates of the category it is {country.Round(expected)}."), expected: country.Round(expected).ToString(CultureInfo.InvariantCulture));
}
