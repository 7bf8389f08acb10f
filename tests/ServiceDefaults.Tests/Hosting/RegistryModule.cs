using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A service that fails whoever asks it about a person.</summary>
public sealed class RegistryModule : IServiceModule
{
    /// <summary>What it fails with.</summary>
    public const string Failure = "broken for a test";

    public string Name => "registry";

    public void AddServices(IHostApplicationBuilder builder) { }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/registry/persons/{id}", Fail).AllowAnonymous();

    private static IResult Fail() => throw new InvalidOperationException(Failure);
}
