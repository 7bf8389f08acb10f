using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Portal.ServiceDefaults.Http;

/// <summary>
/// A JSON request body. Its shape (types, unknown and missing members, the validation attributes) is checked before the
/// handler runs; <see cref="Faults"/> holds what is wrong, <see cref="Value"/> what could be read, and the handler adds
/// its own findings, so that the sender learns of all faults at once.
/// </summary>
public sealed class JsonBody<T> : IEndpointParameterMetadataProvider where T : class, new()
{
    private JsonBody(T value, Faults faults) => (Value, Faults) = (value, faults);

    /// <summary>The request; members at fault are absent.</summary>
    public T Value { get; }

    /// <summary>What is wrong with it so far.</summary>
    public Faults Faults { get; }

    /// <summary>Reads the body; called by the framework.</summary>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType())
            throw new RequestRefused(new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the body as application/json."));

        var bytes = await context.Request.ReadBody();
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
            var faults = new Faults();
            Shape.Of(typeof(T)).Check(document.RootElement, "", faults);
            var value = faults.Any ? ReadWhatIsWell(bytes, faults) : document.Deserialize<T>(Shape.Options);
            return new JsonBody<T>(value ?? new T(), faults);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter is a member's name that is no Unicode text.
            throw new RequestRefused(new Problem(StatusCodes.Status400BadRequest, "malformed-json", e.Message));
        }
    }

    /// <inheritdoc />
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static T? ReadWhatIsWell(byte[] bytes, Faults faults)
    {
        if (JsonNode.Parse(bytes) is not JsonObject root)
            return null;
        foreach (var fault in faults.All)
            Prune(root, fault.Pointer);
        try
        {
            return root.Deserialize<T>(Shape.Options);
        }
        catch (JsonException)
        {
            // There were more faults than are listed.
            return null;
        }
    }

    /// <summary>Takes a value out; in an array null keeps its place, so that the pointers behind it stay right.</summary>
    private static void Prune(JsonObject root, string pointer)
    {
        var steps = pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        var parent = steps.SkipLast(1).Aggregate((JsonNode?)root, (node, step) => node switch
        {
            JsonObject members => members[step],
            JsonArray items => items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
            _ => null,
        });
        if (parent is JsonObject holder)
            holder.Remove(steps[^1]);
        else if (parent is JsonArray items)
            items[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = null;
    }
}

/// <summary>The request cannot even be read; answered with the problem.</summary>
public sealed class RequestRefused(Problem problem) : Exception
{
    /// <summary>What the caller is told.</summary>
    public Problem Problem => problem;
}
