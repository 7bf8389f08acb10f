using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.ServiceDefaults.CountryPacks;

/// <summary>What every service must know of the country it serves: <c>country.yaml</c> of its pack.</summary>
public sealed record CountryPack
{
    private static readonly PersianCalendar SolarHijri = new();

    /// <summary>ISO 3166-1 alpha-2 code, upper case.</summary>
    public required string Code { get; init; }

    /// <summary>The folder the pack was read from.</summary>
    public required string Folder { get; init; }

    /// <summary>The country's name.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>Official languages first; BCP 47 tags.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary><c>gregorian</c> or <c>solar-hijri</c>.</summary>
    public required string Calendar { get; init; }

    /// <summary>IANA name; a legal day begins at midnight there.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Days of the week on which offices are closed.</summary>
    public required IReadOnlyList<DayOfWeek> Weekend { get; init; }

    /// <summary>The national currency.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Rates of foreign currencies, in force from a day on.</summary>
    public required IReadOnlyList<ExchangeRate> ExchangeRates { get; init; }

    /// <summary>Form of a person's number.</summary>
    public required IdFormat PersonId { get; init; }

    /// <summary>Form of a trader's (taxpayer's) number.</summary>
    public required IdFormat TraderId { get; init; }

    /// <summary>Institution names by service name.</summary>
    public required IReadOnlyDictionary<string, LocalizedText> Institutions { get; init; }

    /// <summary>Who may ask whom what about a person.</summary>
    public required IReadOnlyList<DataSharingAgreement> Agreements { get; init; }

    /// <summary>The agreement that lets one institution ask another this question for this purpose; null when there is none.</summary>
    public DataSharingAgreement? AgreementFor(string? asks, string answers, string question, string purpose)
    {
        foreach (var agreement in Agreements)
        {
            if (agreement.Asks == asks && agreement.Answers == answers && agreement.Question == question && agreement.Purpose == purpose)
                return agreement;
        }

        return null;
    }

    /// <summary>Units of national currency for one unit of <paramref name="currency"/> on <paramref name="day"/>; null if the pack has none.</summary>
    public decimal? RateOf(string currency, DateOnly day) =>
        currency == Currency.Code
            ? 1
            : ExchangeRates.Where(rate => rate.Currency == currency && rate.From <= day).MaxBy(rate => rate.From)?.Rate;

    /// <summary>The legal day of a moment: the date in the country's time zone.</summary>
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZone));

    /// <summary>The year of a day as the country counts them.</summary>
    public int YearOf(DateOnly day) => Calendar == "gregorian" ? day.Year : SolarHijri.GetYear(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>Rounds an amount half away from zero to the currency's smallest unit.</summary>
    public decimal Round(decimal amount) => Math.Round(amount, Currency.Decimals, MidpointRounding.AwayFromZero);

    /// <summary>Reads <c>country.yaml</c> in <paramref name="folder"/>.</summary>
    public static CountryPack? Read(string folder, PackFaults faults)
    {
        var languages = new List<string>();
        return PackNode.ReadFile(Path.Combine(folder, "country.yaml"), faults, languages, node =>
        {
            languages.AddRange(node.Texts("languages"));
            return Read(node, folder, languages);
        });
    }

    private static CountryPack Read(PackNode node, string folder, IReadOnlyList<string> languages)
    {
        var institutions = node.Map("institutions", institution => institution.Localized("name"));
        return new()
        {
            Folder = folder,
            Code = node.Text("code", "^[A-Z]{2}$"),
            Name = node.Localized("name"),
            Languages = languages,
            Calendar = node.Text("calendar", "^(gregorian|solar-hijri)$"),
            TimeZone = ReadTimeZone(node),
            Weekend = ReadWeekend(node),
            Currency = node.Section("currency", currency => new Currency(currency.Text("code", "^[A-Z]{3}$"), (int)currency.Number("decimals", 0, 3))),
            ExchangeRates = node.List("exchangeRates", rate =>
                new ExchangeRate(rate.Text("currency", "^[A-Z]{3}$"), rate.Date("from"), rate.Number("rate", 0.000001m))),
            PersonId = node.Section("personId", IdFormat.Read),
            TraderId = node.Section("traderId", IdFormat.Read),
            Institutions = institutions,
            Agreements = node.List("agreements", agreement => ReadAgreement(agreement, institutions.Keys)),
        };
    }

    private static DataSharingAgreement ReadAgreement(PackNode node, IEnumerable<string> institutions)
    {
        var agreement = new DataSharingAgreement(
            node.Text("asks"), node.Text("answers"), node.Text("question"), node.Text("purpose"), node.Text("legalReference"), node.OptionalText("consent", "^required$") is not null);
        if (!institutions.Contains(agreement.Asks))
            node.Fault("asks", $"there is no institution '{agreement.Asks}'");
        if (!institutions.Contains(agreement.Answers))
            node.Fault("answers", $"there is no institution '{agreement.Answers}'");
        return agreement;
    }

    private static TimeZoneInfo ReadTimeZone(PackNode node)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(node.Text("timeZone"), out var zone))
            return zone;
        node.Fault("timeZone", "an IANA time zone like Etc/UTC is expected");
        return TimeZoneInfo.Utc;
    }

    private static List<DayOfWeek> ReadWeekend(PackNode node)
    {
        var days = new List<DayOfWeek>();
        foreach (var name in node.Texts("weekend"))
        {
            if (Enum.TryParse<DayOfWeek>(name, ignoreCase: true, out var day))
                days.Add(day);
            else
                node.Fault("weekend", $"'{name}' is not a day of the week");
        }

        return days;
    }
}

/// <summary>A currency: ISO 4217 code and how many decimals its amounts have.</summary>
public sealed record Currency(string Code, int Decimals);

/// <summary>Units of national currency for one unit of <paramref name="Currency"/>, from a day on.</summary>
public sealed record ExchangeRate(string Currency, DateOnly From, decimal Rate);

/// <summary>Only these questions may be asked, by this institution, for this purpose; some only while the person consents.</summary>
public sealed record DataSharingAgreement(string Asks, string Answers, string Question, string Purpose, string LegalReference, bool NeedsConsent = false);

/// <summary>
/// The form of an official number: its local name, pattern and an example. No checksum of these is public. Where a number
/// may be written in several ways, <paramref name="Written"/> makes the one that is kept of the pattern's groups.
/// </summary>
public sealed record IdFormat(string Name, Regex Pattern, string Example, string? Written = null)
{
    /// <summary>The patterns are simple; one that is not must not hold up a request.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Whether <paramref name="id"/> has the form.</summary>
    public bool Matches(string id) => Pattern.IsMatch(id);

    /// <summary>The number as it is kept, of what somebody typed: digits folded, capitals; null when it has not the form.</summary>
    public string? Canonical(string typed)
    {
        var id = Http.Digits.Fold(typed).Trim().ToUpperInvariant();
        return !Matches(id) ? null : Written is null ? id : Pattern.Replace(id, Written);
    }

    /// <summary>Reads a form from a pack.</summary>
    public static IdFormat Read(PackNode node)
    {
        var (name, pattern, example) = (node.Text("name"), node.Text("pattern"), node.Text("example"));
        try
        {
            var regex = new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
            if (!regex.IsMatch(example))
                node.Fault("example", "the example does not match the pattern");
            return new IdFormat(name, regex, example, node.OptionalText("written"));
        }
        catch (ArgumentException e)
        {
            node.Fault("pattern", e.Message);
            return new IdFormat(name, new Regex("$^"), example);
        }
    }
}
