using System.Globalization;
using Portal.Web.Forms;
using Portal.Web.Languages;

namespace Portal.Web.SocialProtection;

/// <summary>What an officer says before somebody's data are shown: what for, and in which case. The fund writes it down for that person.</summary>
public static class Reading
{
    /// <summary>To decide on benefits.</summary>
    public const string ForDecisions = "benefit-decision";

    /// <summary>To keep the register right.</summary>
    public const string ForRecordKeeping = "record-keeping";

    /// <summary>The questions.</summary>
    public static IEnumerable<Field> Fields(FundCodes codes, Words words) =>
    [
        new("purpose", "reading.purpose", FieldKind.Radios) { Options = [.. codes.Purposes.Where(purpose => purpose.IsOwn).Select(purpose => new Choice(purpose.Code, words.Name(purpose.Name)))] },
        new("case", "reading.case", FieldKind.Code) { Width = 24, Optional = true },
    ];

    /// <summary>A page of a person's record, with what was said.</summary>
    public static string AddressOf(string person, string? part, string? purpose, string? @case) => $"/social-protection/persons/{Uri.EscapeDataString(person)}{(part is null ? "" : "/" + part)}{QueryOf(purpose, @case)}";

    /// <summary>What was said, as the fund and the pages take it.</summary>
    public static QueryString QueryOf(string? purpose, string? @case) =>
        QueryString.Create(new Dictionary<string, string?> { ["purpose"] = purpose, ["case"] = @case }.Where(said => !string.IsNullOrEmpty(said.Value)));

    /// <summary>A day that came as text, like 1988-04-12; anything else as it is.</summary>
    public static string Day(string? text, Words words) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? words.Date(day, both: true) : text ?? "";
}
