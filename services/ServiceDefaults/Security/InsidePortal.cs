using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.Security;

/// <summary>
/// Asks identity inside the portal, whatever public address its documents name: that may not be reachable from here. Where
/// one replica is away, another is asked.
/// </summary>
public sealed class InsidePortal(PortalAddresses addresses) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        foreach (var replica in addresses.Identity.SkipLast(1))
        {
            try
            {
                request.RequestUri = new Uri(replica, path);
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException)
            {
                // The next.
            }
        }

        request.RequestUri = new Uri(addresses.Identity[^1], path);
        return await base.SendAsync(request, cancellationToken);
    }
}
