namespace Portal.ServiceDefaults.Hosting;

/// <summary>
/// Sends requests inside the portal, where the host of an address is a service's name; the portal's public address, as
/// OpenID Connect documents have it, stands for identity. Replicas take turns, and what cannot even be connected to is
/// tried at the next.
/// </summary>
public sealed class InsidePortal(PortalAddresses addresses) : DelegatingHandler(new SocketsHttpHandler { ConnectTimeout = ConnectWithin })
{
    /// <summary>A host that is gone swallows packets and refuses nothing; inside the portal nobody that lives takes as long to connect to.</summary>
    public static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(2);

    private int turn;

    /// <summary>Whether a request failed before any of it was sent: the connection was refused, or did not come about in time.</summary>
    public static bool WasNotConnected(Exception? failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or OperationCanceledException { InnerException: TimeoutException };

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (asked, path) = (request.RequestUri!, request.RequestUri!.PathAndQuery);
        var replicas = addresses.Of(addresses.Public.IsBaseOf(asked) ? PortalAddresses.Identity : asked.Host);
        for (var tries = 1; ; tries++)
        {
            request.RequestUri = new Uri(replicas[(int)((uint)Interlocked.Increment(ref turn) % replicas.Count)], path);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (Exception e) when (WasNotConnected(e) && tries < replicas.Count)
            {
                // Nothing was sent.
            }
        }
    }
}
