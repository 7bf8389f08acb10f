using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Portal.Gateway;

/// <summary>
/// Replicas stand behind one name, and come and go: every address of the name is a destination, looked up again every few
/// seconds. A name that is not known (yet) stays as it is: its requests fail, the gateway does not.
/// </summary>
internal sealed class Replicas : IDestinationResolver
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        if (!destinations.Values.Any(HasName))
            return new ResolvedDestinationCollection(destinations, null);
        var found = await Task.WhenAll(destinations.Select(one => Find(one.Key, one.Value, cancellationToken)));
        return new ResolvedDestinationCollection(found.SelectMany(one => one).ToDictionary(),
            new CancellationChangeToken(new CancellationTokenSource(LookAgainAfter).Token));
    }

    private static async Task<IEnumerable<KeyValuePair<string, DestinationConfig>>> Find(string id, DestinationConfig destination, CancellationToken cancellationToken)
    {
        var named = new Uri(destination.Address);
        try
        {
            if (HasName(destination) && await Dns.GetHostAddressesAsync(named.DnsSafeHost, cancellationToken) is { Length: > 0 } addresses)
                return addresses.Select(address => KeyValuePair.Create($"{id}[{address}]",
                    destination with { Address = new UriBuilder(named) { Host = address.ToString() }.ToString(), Host = destination.Host ?? named.Authority }));
        }
        catch (SocketException)
        {
            // Nobody of that name yet.
        }

        return [KeyValuePair.Create(id, destination)];
    }

    private static bool HasName(DestinationConfig destination) => new Uri(destination.Address) is { HostNameType: UriHostNameType.Dns, IsLoopback: false };
}
