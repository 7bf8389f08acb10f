using Microsoft.Extensions.Configuration;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>Where the portal is seen from outside, and where services find each other inside.</summary>
public sealed class PortalAddresses
{
    /// <summary>Reads <c>Portal:PublicUrl</c> and <c>Services:identity</c>.</summary>
    public PortalAddresses(IConfiguration configuration)
    {
        Public = new Uri(configuration["Portal:PublicUrl"] ?? "http://localhost:8080");
        // Of several replicas one is as good as another for keys.
        Identity = new Uri(configuration["Services:identity"]?.Split(';')[0] ?? Public.ToString());
    }

    /// <summary>What people type: the gateway.</summary>
    public Uri Public { get; }

    /// <summary>Identity's private address. The embedded host knows it only once it listens.</summary>
    public Uri Identity { get; set; }

    /// <summary>Issuer of access tokens.</summary>
    public string Issuer => new Uri(Public, "identity/").ToString();
}
