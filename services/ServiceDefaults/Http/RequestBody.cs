using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults.Http;

/// <summary>Reads request bodies.</summary>
public static class RequestBody
{
    /// <summary>Item of a request whose body has been read.</summary>
    private const string Read = "Portal.Body";

    /// <summary>
    /// The whole body; the server's size limit holds. A request that runs again (after a conflict) gets the same bytes,
    /// and their hash tells whether an idempotency key is used for the same request.
    /// </summary>
    public static async Task<byte[]> ReadBody(this HttpRequest request)
    {
        if (request.HttpContext.Items[Read] is byte[] read)
            return read;
        using var buffer = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, 1 << 20));
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var body = buffer.ToArray();
        request.HttpContext.Items[Read] = body;
        return body;
    }

    /// <summary>SHA-256 of method, path, query and body.</summary>
    internal static async Task<string> Hash(this HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(await request.ReadBody());
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
