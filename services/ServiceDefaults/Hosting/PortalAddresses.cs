using Microsoft.Extensions.Configuration;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>Where the portal is seen from outside, and where services find each other inside.</summary>
public sealed class PortalAddresses
{
    /// <summary>Reads <c>Portal:PublicUrl</c> and <c>Services:identity</c>.</summary>
    public PortalAddresses(IConfiguration configuration)
    {
        Public = new Uri(configuration["Portal:PublicUrl"] ?? "http://localhost:8080");
        Identity = [.. (configuration["Services:identity"] ?? Public.ToString()).Split(';').Select(replica => new Uri(replica))];
    }

    /// <summary>What people type: the gateway.</summary>
    public Uri Public { get; }

    /// <summary>Identity's private addresses, one for each replica.</summary>
    public IReadOnlyList<Uri> Identity { get; }

    /// <summary>Issuer of access tokens.</summary>
    public string Issuer => new Uri(Public, "identity/").ToString();
}
