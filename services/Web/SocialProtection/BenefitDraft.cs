using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Web.Forms;
using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.SocialProtection;

/// <summary>An application for a benefit that somebody is still writing: <c>kind</c>, and <c>answers</c> by the codes of the benefit's fields.</summary>
/// <param name="kind">The benefit, with what is asked.</param>
/// <param name="body">What is answered so far.</param>
public sealed class BenefitDraft(BenefitKind kind, JsonObject body)
{
    /// <summary>The kind of these drafts.</summary>
    public const string Kind = "benefit-application";

    /// <summary>Up to so many choices all are shown at once.</summary>
    private const int MostRadios = 6;

    /// <summary>The benefit.</summary>
    public BenefitKind Benefit => kind;

    /// <summary>The questions, as the country asks them.</summary>
    public IReadOnlyList<Field> Questions(Words words) =>
    [
        .. kind.Fields.Select(field => new Field(PlaceOf(field), "benefit.answer", field.Type switch
        {
            "date" => FieldKind.Date,
            "number" => FieldKind.Number,
            "person" => FieldKind.Code,
            "choice" => field.Choices.Count <= MostRadios ? FieldKind.Radios : FieldKind.Select,
            _ => FieldKind.Text,
        })
        {
            Label = Capital(words.Name(field.Name), words.Language), Optional = field.IsOptional, Width = field.Type is "person" or "number" ? 20 : 0,
            Options = [.. field.Choices.Select(choice => new Choice(choice.Code, Capital(words.Name(choice.Name), words.Language)))],
        }),
    ];

    /// <summary>The application as the fund takes it. What must be answered and is not, stands in it without an answer, so that the fund says so.</summary>
    public JsonObject Request() => new()
    {
        ["kind"] = kind.Code,
        ["answers"] = new JsonArray([.. Sent.Select(field => new JsonObject { ["field"] = field.Code, ["value"] = AnswerTo(field) ?? "" })]),
    };

    /// <summary>A fault with the place it has here.</summary>
    public RequestFault Here(RequestFault fault) =>
        fault.Pointer.Split('/') is ["", "answers", var text, ..] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && Sent.ElementAtOrDefault(index) is { } field
            ? fault with { Pointer = PlaceOf(field) } : fault;

    /// <summary>The answers so far, to be shown.</summary>
    public IReadOnlyList<FieldAnswer> Answers => [.. kind.Fields.Select(asked => new FieldAnswer(asked.Code, AnswerTo(asked) ?? ""))];

    private IEnumerable<BenefitField> Sent => kind.Fields.Where(asked => !asked.IsOptional || AnswerTo(asked) is not null);

    private string? AnswerTo(BenefitField field) => body.At(PlaceOf(field))?.ToString();

    private static string PlaceOf(BenefitField field) => $"/answers/{field.Code}";

    private static string Capital(string text, Language language) => text.Length == 0 ? text : char.ToUpper(text[0], language.Culture) + text[1..];
}
