using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Portal.Web.Forms;
using Portal.Web.Languages;

namespace Portal.Web.Customs;

/// <summary>A declaration to read: every question with its answer.</summary>
/// <param name="Questions">The questions.</param>
/// <param name="Codes">Names of codes.</param>
/// <param name="Body">The declaration, complete.</param>
/// <param name="Change">Address below which the answers can be changed; null where they cannot.</param>
public sealed record Answers(Questions Questions, CodeLists Codes, JsonObject Body, string? Change)
{
    /// <summary>A total.</summary>
    public decimal Total(string name) => Body[name] is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : 0;

    /// <summary>Documents of a goods item.</summary>
    public IEnumerable<JsonObject> Documents(int item) => (Body.At($"{Questions.Place(item)}/additionalDocuments") as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>The answer as people read it.</summary>
    public static IHtmlContent Of(Field field, JsonObject body, Words words) => body.At(field.Pointer) switch
    {
        null => new HtmlString("–"),
        JsonValue value when field.Kind == FieldKind.Number && value.TryGetValue<decimal>(out var number) =>
            new HtmlContentBuilder().Append($"{words.Number(number)} {field.Unit}"),
        var value when field.Options.FirstOrDefault(option => option.Value == value.ToString()) is { } option => new HtmlContentBuilder().Append(option.Words),
        var value when field.Kind is FieldKind.Code or FieldKind.Number => Words.Code(value.ToString()),
        var value => new HtmlContentBuilder().AppendHtml("<bdi>").Append(value.ToString()).AppendHtml("</bdi>"),
    };
}
