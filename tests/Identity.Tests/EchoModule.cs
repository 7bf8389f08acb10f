using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;

namespace Portal.Identity.Tests;

/// <summary>A service that answers with what reached it.</summary>
public sealed class EchoModule : IServiceModule
{
    public string Name => "echo";

    public void AddServices(IHostApplicationBuilder builder) { }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.Map("/api/echo/{**rest}", Echo).AllowAnonymous();

    private static async Task<IResult> Echo(HttpRequest request)
    {
        request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Results.Json(new Heard(request.Method, request.Path, body.Length, request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
    }
}

/// <summary>What a service was told.</summary>
public sealed record Heard(string Method, string Path, long BodyLength, Dictionary<string, string> Headers)
{
    /// <summary>The header, whatever the case of its name.</summary>
    public string? Header(string name) => Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).SingleOrDefault();
}
