using Microsoft.Extensions.Configuration;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>Where the portal is seen from outside (<c>Portal:PublicUrl</c>), and where services find each other inside (<c>Services:{name}</c>).</summary>
public sealed class PortalAddresses(IConfiguration configuration)
{
    /// <summary>Name of the service that signs people in.</summary>
    internal const string Identity = "identity";

    /// <summary>What people type: the gateway.</summary>
    public Uri Public { get; } = new(configuration["Portal:PublicUrl"] ?? "http://localhost:8080");

    /// <summary>Issuer of access tokens.</summary>
    public string Issuer => new Uri(Public, "identity/").ToString();

    /// <summary>A service's private addresses, one for each replica; identity's is the public one where none is set.</summary>
    public IReadOnlyList<Uri> Of(string service) =>
        [.. (configuration[$"Services:{service}"] ?? (service == Identity ? Public.ToString() : throw new InvalidOperationException($"The setting Services:{service} is missing."))).Split(';').Select(replica => new Uri(replica))];
}
