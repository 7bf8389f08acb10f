using System.Globalization;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.SocialProtection.Rules;

/// <summary>Something that is asked in an application.</summary>
internal sealed record BenefitField
{
    public required string Code { get; init; }

    public required LocalizedText Name { get; init; }

    public required FieldType Type { get; init; }

    public required bool IsOptional { get; init; }

    public required IReadOnlyDictionary<string, LocalizedText> Choices { get; init; }

    /// <summary>The form of a text; null where any will do.</summary>
    public AnswerForm? Form { get; init; }

    /// <summary>The earliest day that a date can be.</summary>
    public DayLimit? Earliest { get; init; }

    /// <summary>The latest day that a date can be.</summary>
    public DayLimit? Latest { get; init; }

    public static BenefitField Read(PackNode node, IReadOnlyDictionary<string, AnswerForm> forms)
    {
        var form = node.OptionalText("form");
        var field = new BenefitField
        {
            Code = node.Text("code", "^[a-zA-Z]+$"),
            Name = node.Localized("name"),
            Type = node.Enum<FieldType>("type"),
            IsOptional = node.OptionalText("optional", "^true$") is not null,
            Choices = node.Table("choices", choice => choice.Code, choice => (Code: choice.Text("code"), Name: choice.Localized("name"))).ToDictionary(choice => choice.Key, choice => choice.Value.Name, StringComparer.Ordinal),
            Form = form is null ? null : forms.GetValueOrDefault(form),
            Earliest = DayLimit.Read(node, "earliest"),
            Latest = DayLimit.Read(node, "latest"),
        };
        if ((field.Type == FieldType.Choice) != (field.Choices.Count > 0))
            node.Fault("choices", "a choice has choices, and nothing else has");
        if (form is not null && field.Form is null)
            node.Fault("form", $"there is no form '{form}'");
        if (form is not null && field.Type != FieldType.Text)
            node.Fault("form", "a text can have a form, and nothing else can");
        if (field.Type != FieldType.Date && (field.Earliest ?? field.Latest) is not null)
            node.Fault(field.Earliest is null ? "latest" : "earliest", "a date can have such a limit, and nothing else can");
        if (field.Earliest?.On(DateOnly.MaxValue) > field.Latest?.On(DateOnly.MaxValue))
            node.Fault("latest", "it lies before the earliest day");
        return field;
    }
}

/// <summary>How a field is answered.</summary>
public enum FieldType
{
    /// <summary>Free text of at most 200 characters.</summary>
    Text,

    /// <summary>A date like 2026-03-21.</summary>
    Date,

    /// <summary>A number, with a point before decimals.</summary>
    Number,

    /// <summary>A personal number.</summary>
    Person,

    /// <summary>One of the field's choices, by code.</summary>
    Choice,
}

/// <summary>A form that a text must have, such as an account number; spaces in it do not count.</summary>
internal sealed record AnswerForm(string Code, IdFormat Format, bool HasCheckDigits)
{
    /// <summary>The text as it is kept; null when it has not the form, or its check digits say that it is mistyped.</summary>
    public string? Canonical(string typed) =>
        Format.Canonical(string.Concat(typed.Where(letter => !char.IsWhiteSpace(letter)))) is { } text && (!HasCheckDigits || Agree(text)) ? text : null;

    public static AnswerForm Read(PackNode node)
    {
        var form = new AnswerForm(node.Text("code", "^[a-z-]+$"), IdFormat.Read(node), node.OptionalText("checkDigits", "^iso-13616$") is not null);
        if (form.Format.Matches(form.Format.Example) && form.Canonical(form.Format.Example) is null)
            node.Fault("example", "the check digits of the example do not agree");
        return form;
    }

    /// <summary>ISO 13616: with the first four signs at the end and A to Z as 10 to 35, the number leaves 1 when divided by 97 (ISO 7064, MOD 97-10).</summary>
    private static bool Agree(string text) => text.Length > 4 && $"{text[4..]}{text[..4]}".Aggregate(0, (rest, sign) => char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + sign - 'A' + 10) % 97) == 1;
}

/// <summary>A day that an answer is measured by: always the same, or so many years before the day on which it is given.</summary>
internal sealed record DayLimit(DateOnly? Always, int YearsAgo)
{
    private const int MostYearsAgo = 150;

    public DateOnly On(DateOnly today) => Always ?? today.AddYears(-YearsAgo);

    /// <summary>Reads <c>2026-03-21</c>, <c>today</c> or <c>18 years ago</c>; null when the key is absent.</summary>
    public static DayLimit? Read(PackNode node, string key) => node.OptionalText(key)?.Split(' ') switch
    {
        null => null,
        ["today"] => new(null, 0),
        [var count, "years", "ago"] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= MostYearsAgo => new(null, years),
        _ => new(node.Date(key), 0),
    };
}
