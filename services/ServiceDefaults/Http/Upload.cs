using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Portal.ServiceDefaults.Http;

/// <summary>A document handed in: the file is the body, PDF, PNG or JPEG of at most 5 MiB.</summary>
/// <param name="FileName">Name of the file as handed in.</param>
/// <param name="ContentType">Media type, checked against the content.</param>
/// <param name="Content">The file.</param>
public sealed record Upload(string FileName, string ContentType, byte[] Content)
{
    /// <summary>The largest file that is taken, 5 MiB.</summary>
    public const int MostBytes = 5 << 20;

    /// <summary>The first bytes that each allowed type must have.</summary>
    private static readonly Dictionary<string, byte[]> Beginnings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["application/pdf"] = "%PDF-"u8.ToArray(),
        ["image/png"] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        ["image/jpeg"] = [0xFF, 0xD8, 0xFF],
    };

    /// <summary>Refuses another type than those that are taken; before anything else is looked at.</summary>
    public static void RequireType(HttpRequest request)
    {
        if (!Beginnings.ContainsKey(TypeOf(request)))
            throw new RequestRefused(new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "A document is PDF, PNG or JPEG."));
    }

    /// <summary>Notes a name that cannot be a file's.</summary>
    public static void CheckName(string? fileName, Faults faults) => faults.Unless(
        fileName is { Length: > 0 and <= 120 } && !fileName.Any(char.IsControl) && fileName.IndexOfAny(['/', '\\']) < 0, "fileName", "bad-format", "A file name of at most 120 characters is needed.");

    /// <summary>Reads the file; one that is not what its type says is refused.</summary>
    public static async Task<Upload> Read(HttpRequest request, string fileName)
    {
        var (type, content) = (TypeOf(request), await request.ReadBody());
        return content.AsSpan().StartsWith(Beginnings[type])
            ? new Upload(fileName, type.ToLowerInvariant(), content)
            : throw new RequestRefused(new Problem(StatusCodes.Status415UnsupportedMediaType, "content-does-not-match-type", $"The file is not {type}."));
    }

    /// <summary>Says of a route that it takes such a file.</summary>
    public static RouteHandlerBuilder TakesUpload(RouteHandlerBuilder route) => route
        .Accepts<Stream>("application/pdf", "image/png", "image/jpeg").WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .Fails(413, "body-too-large").Fails(415, "unsupported-media-type", "content-does-not-match-type");

    private static string TypeOf(HttpRequest request) => request.ContentType?.Split(';')[0].Trim() ?? "";
}
