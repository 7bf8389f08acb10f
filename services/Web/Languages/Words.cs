using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Html;
using Portal.ServiceDefaults.CountryPacks;
using Portal.Web.Services;

namespace Portal.Web.Languages;

/// <summary>Says things in the language of the page: texts, names, numbers, money, dates. One for each request.</summary>
public sealed class Words(TextBook book, CountryPack country, IHttpContextAccessor http)
{
    private Language? language;

    /// <summary>The language of the page's address; elsewhere what the visitor wishes, else the country's first.</summary>
    public Language Language => language ??= Choose(http.HttpContext!, country);

    /// <summary>The text of a key. A key without a text shows itself, and fails a test.</summary>
    public string this[string key, params object?[] values] => Find(key, values) ?? key;

    /// <summary>The text of a key, or null where there is none.</summary>
    public string? Find(string key, params object?[] values) =>
        book.Find(key, Language) is { } text ? (values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values)) : null;

    /// <summary>
    /// A text with values that stand out: each is shown as text of its own direction. Values that are HTML already stay HTML.
    /// </summary>
    public IHtmlContent Html(string key, params object?[] values) => new HtmlString(string.Format(CultureInfo.InvariantCulture,
        HtmlEncoder.Default.Encode(this[key]).Replace("&#x7B;", "{", StringComparison.Ordinal).Replace("&#x7D;", "}", StringComparison.Ordinal),
        [.. values.Select(value => value is IHtmlContent html ? html.ToString() : $"<bdi>{HtmlEncoder.Default.Encode(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}</bdi>")]));

    /// <summary>A code, number or reference that machines made: always left to right.</summary>
    public static IHtmlContent Code(string? code) => new HtmlString($"<bdi dir=\"ltr\" class=\"code\">{HtmlEncoder.Default.Encode(code ?? "")}</bdi>");

    /// <summary>A name out of a pack or an answer: in the language of the page, in English where it is missing.</summary>
    public string Name(IReadOnlyDictionary<string, string>? name) => name is null ? "" : name.GetValueOrDefault(Language.Tag) ?? name.GetValueOrDefault("en") ?? name.Values.FirstOrDefault() ?? "";

    /// <summary>The name of a code out of a list; the code itself where the list does not have it.</summary>
    public string Name(IEnumerable<NamedCode> list, string? code) => list.FirstOrDefault(named => named.Code == code) is { } found ? Name(found.Name) : code ?? "";

    /// <summary>The name of an institution by its service.</summary>
    public string Institution(string service) => country.Institutions.TryGetValue(service, out var name) ? name.In(Language.Tag) : service;

    /// <summary>A number with as many decimals as it needs, at most <paramref name="decimals"/>.</summary>
    public string Number(decimal number, int decimals = 3) => Signs(number.ToString($"#,##0.{new string('#', decimals)}", CultureInfo.InvariantCulture));

    /// <summary>An amount of money with the currency's decimals and its code: national currency unless told.</summary>
    public string Money(decimal amount, string? currency = null)
    {
        var decimals = currency is null || currency == country.Currency.Code ? country.Currency.Decimals : 2;
        // The isolates keep the code on its side in a text of either direction.
        return $"{Signs(amount.ToString($"#,##0.{new string('0', decimals)}", CultureInfo.InvariantCulture))}\u00a0\u2068{currency ?? country.Currency.Code}\u2069";
    }

    /// <summary>A date in the country's calendar; with <paramref name="both"/> the Gregorian one beside it where the two differ.</summary>
    public string Date(DateOnly date, bool both = false)
    {
        var national = InCalendar(date, country.Calendar);
        return both && country.Calendar != NationalCalendar.Gregorian ? $"{national} ({InCalendar(date, NationalCalendar.Gregorian)})" : national;
    }

    /// <summary>The country's date of a moment (UTC).</summary>
    public string Date(DateTime utc, bool both = false) => Date(country.DayOf(utc), both);

    /// <summary>Date and time of a moment (UTC) in the country.</summary>
    public string Moment(DateTime utc) => this["moment", Date(utc), Digits(TimeZoneInfo.ConvertTimeFromUtc(utc, country.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture))];

    /// <summary>How long something has lasted, in its largest unit.</summary>
    public string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => this["time.days", Number((int)time.TotalDays)],
        { TotalHours: >= 1 } => this["time.hours", Number((int)time.TotalHours)],
        _ => this["time.minutes", Number((int)time.TotalMinutes)],
    };

    /// <summary>A month's name in the country's calendar, 1 to 12.</summary>
    public string Month(int month) => this[FormattableString.Invariant($"month.{country.Calendar}.{month}")];

    /// <summary>A month of the Gregorian calendar, told by its first day, as the country counts months: where that is another, by the month in which most of it lies, and by its own name.</summary>
    public string MonthOf(DateOnly first)
    {
        var national = InMonths(first, country.Calendar);
        return country.Calendar == NationalCalendar.Gregorian ? national : $"{national} ({InMonths(first, NationalCalendar.Gregorian)})";
    }

    /// <summary>Digits as the language writes them.</summary>
    public string Digits(string text) => Language.WritesArabicDigits
        ? string.Create(text.Length, text, (written, ascii) =>
        {
            for (var i = 0; i < ascii.Length; i++)
                written[i] = char.IsAsciiDigit(ascii[i]) ? (char)(ascii[i] - '0' + '۰') : ascii[i];
        })
        : text;

    private string InCalendar(DateOnly date, string calendar)
    {
        var (year, month, day) = NationalCalendar.Parts(date, calendar);
        return this["date", Digits(day.ToString(CultureInfo.InvariantCulture)), this[FormattableString.Invariant($"month.{calendar}.{month}")], Digits(year.ToString(CultureInfo.InvariantCulture))];
    }

    private string InMonths(DateOnly date, string calendar)
    {
        var (year, month, _) = NationalCalendar.Parts(date, calendar);
        return this["month-of-year", this[FormattableString.Invariant($"month.{calendar}.{month}")], Digits(year.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>1,234.5 as the language writes it.</summary>
    private string Signs(string invariant)
    {
        var written = Digits(invariant).Replace(',', Language.GroupSign).Replace('.', Language.DecimalSign);
        return Language.WritesArabicDigits ? written.Replace("-", "\u200e-", StringComparison.Ordinal) : written;
    }

    private static Language Choose(HttpContext context, CountryPack country) =>
        Language.Of(Asked(context).Split('/', '?').ElementAtOrDefault(1)) ?? Language.Wanted(context.Request) ?? Language.ByTag(country.Languages[0])!;

    /// <summary>Path and query that were asked for; a page about an error is shown in the language of the page that failed, and leads back to it.</summary>
    internal static string Asked(HttpContext context) => context.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
        ? failed.OriginalPath + failed.OriginalQueryString
        : (context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path.Value) + context.Request.QueryString;
}
