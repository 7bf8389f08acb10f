using System.Globalization;
using System.Text.Json;
using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.Forms;

/// <summary>Says a fault in the language of the page: by its code, with the limits that came with it.</summary>
internal static class FaultWords
{
    public static string Of(RequestFault fault, Words words)
    {
        var text = words.Find($"fault.{fault.Code}") ?? words["fault.other"];
        foreach (var (name, value) in fault.More ?? [])
            text = text.Replace($"{{{name}}}", Say(value, words), StringComparison.Ordinal);
        // A sentence about a limit that did not come along says less rather than nonsense.
        return text.Contains('{', StringComparison.Ordinal) ? words["fault.other"] : text;
    }

    private static string Say(JsonElement value, Words words) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
        ? words.Number(number)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
