using System.Globalization;

namespace Portal.Web.Languages;

/// <summary>A language the pages are written in.</summary>
/// <param name="Tag">BCP 47, for <c>lang</c> attributes and the country packs.</param>
/// <param name="Path">First segment of the page's address.</param>
/// <param name="Name">What its speakers call it.</param>
/// <param name="DecimalSign">Stands before the decimals of a number.</param>
/// <param name="GroupSign">Stands between the thousands.</param>
public sealed record Language(string Tag, string Path, string Name, char DecimalSign, char GroupSign)
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Language> All =
    [
        new("en", "en", "English", '.', ','), new("az", "az", "Azərbaycanca", ',', '\u00a0'),
        new("fa-AF", "fa", "دری", '٫', '٬'), new("ps-AF", "ps", "پښتو", '٫', '٬'),
    ];

    /// <summary>Collation and capitals. Dates never come from here: see <see cref="NationalCalendar"/>.</summary>
    public CultureInfo Culture => CultureInfo.GetCultureInfo(Tag);

    /// <summary><c>rtl</c> or <c>ltr</c>.</summary>
    public string Direction => WritesArabicDigits ? "rtl" : "ltr";

    /// <summary>Whether numbers are written with the digits ۰ to ۹.</summary>
    public bool WritesArabicDigits => Path is "fa" or "ps";

    /// <summary>The language of a page's address, or null.</summary>
    public static Language? Of(string? path) => All.FirstOrDefault(language => language.Path == path);

    /// <summary>The address of a page in this language; an address without a language stays as it is.</summary>
    public string AddressOf(string page) => page.Split('/', '?') is ["", var path, ..] && Of(path) is not null ? $"/{Path}{page[(path.Length + 1)..]}" : page;

    /// <summary>The best language for a visitor's wishes (<c>Accept-Language</c>), or null.</summary>
    public static Language? Wanted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(wish => wish.Quality ?? 1).Select(wish => ByTag(wish.Value.ToString())).FirstOrDefault(language => language is not null);

    /// <summary>The language of a BCP 47 tag, region or not.</summary>
    public static Language? ByTag(string tag) => All.FirstOrDefault(language => tag.Split('-', '_')[0].Equals(language.Path, StringComparison.OrdinalIgnoreCase));
}
