using System.Globalization;
using Portal.ServiceDefaults.Http;
using Portal.Web.Languages;

namespace Portal.Web.Forms;

/// <summary>Reads numbers as people type them: digits of either kind, the language's signs or those of programmers.</summary>
internal static class Numbers
{
    public static decimal? Read(string typed, Language language)
    {
        var text = Digits.Fold(typed).Replace("٫", ".", StringComparison.Ordinal).Replace("٬", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace("\u202f", "", StringComparison.Ordinal);
        // A single comma with other than three digits behind it can only be a decimal sign; where it is the language's own it always is.
        var comma = text.LastIndexOf(',');
        if (comma >= 0 && !text.Contains('.', StringComparison.Ordinal) && text.IndexOf(',', StringComparison.Ordinal) == comma && (language.DecimalSign == ',' || text.Length - comma != 4))
            text = text.Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
