using System.Globalization;
using System.Text.Json;
using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.Forms;

/// <summary>Says a fault in the language of the page: by its code, with the limits that came with it.</summary>
internal static class FaultWords
{
    public static string Of(RequestFault fault, Words words, Field? field = null)
    {
        var text = Nearest(fault, words, field) ?? words["fault.other"];
        foreach (var (name, value) in fault.More ?? [])
            text = text.Replace($"{{{name}}}", Say(value, words), StringComparison.Ordinal);
        // A sentence about a limit that did not come along says less rather than nonsense.
        return text.Contains('{', StringComparison.Ordinal) ? words["fault.other"] : text;
    }

    /// <summary>The text for what was expected, for a choice that was not made, or for a date; else that of the code.</summary>
    private static string? Nearest(RequestFault fault, Words words, Field? field) =>
        (fault.More?.GetValueOrDefault("expected") is { ValueKind: JsonValueKind.String } expected ? words.Find($"fault.{fault.Code}.{expected.GetString()}") : null)
        ?? (field is { Kind: FieldKind.Select or FieldKind.Radios or FieldKind.Checks } ? words.Find($"fault.{fault.Code}.choice") : null)
        ?? (field is { Kind: FieldKind.Date } ? words.Find($"fault.{fault.Code}.date") : null)
        ?? words.Find($"fault.{fault.Code}");

    // What machines wrote keeps its own direction.
    private static string Say(JsonElement value, Words words) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out var number) => words.Number(number),
        JsonValueKind.String when DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => words.Date(day),
        _ => $"\u2068{value}\u2069",
    };
}
