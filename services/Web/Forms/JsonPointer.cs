using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Web.Forms;

/// <summary>Reads and writes places in JSON by RFC 6901 pointers; a bare name is a member, as in a query.</summary>
public static class JsonPointer
{
    /// <summary>What stands at the place, or null.</summary>
    public static JsonNode? At(this JsonNode? node, string pointer) => Steps(pointer).Aggregate(node, (at, step) => at switch
    {
        JsonObject members => members[step],
        JsonArray items => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count ? items[index] : null,
        _ => null,
    });

    /// <summary>Puts a value there, making what lies on the way; null takes away what stands there.</summary>
    public static void Put(this JsonObject root, string pointer, JsonNode? value)
    {
        var steps = Steps(pointer).ToArray();
        JsonNode at = root;
        for (var i = 0; i < steps.Length - 1; i++)
            at = Child(at, steps[i]) ?? Add(at, steps[i], int.TryParse(steps[i + 1], out _) ? new JsonArray() : new JsonObject())!;
        if (at is JsonArray items)
            Add(items, steps[^1], value);
        else if (value is null)
            at.AsObject().Remove(steps[^1]);
        else
            at[steps[^1]] = value;
    }

    private static IEnumerable<string> Steps(string pointer) =>
        pointer.Split('/').Skip(pointer.StartsWith('/') || pointer.Length == 0 ? 1 : 0).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    private static JsonNode? Child(JsonNode at, string step) => At(at, "/" + step);

    private static JsonNode? Add(JsonNode at, string step, JsonNode? value)
    {
        if (at is not JsonArray items)
            return at[step] = value;
        var index = int.Parse(step, CultureInfo.InvariantCulture);
        while (items.Count <= index)
            items.Add(null);
        return items[index] = value;
    }
}
