namespace Portal.Web.Services;

/// <summary>Where the services are, inside: <c>Services:{name}</c>, several replicas separated by semicolons.</summary>
public sealed class ServiceAddresses(IConfiguration configuration)
{
    private int turn;

    /// <summary>Sends to one of the replicas; what cannot even be connected to is tried at the next.</summary>
    internal async Task<HttpResponseMessage> Send(HttpClient client, string service, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var replicas = configuration[$"Services:{service}"]?.Split(';') ?? throw new InvalidOperationException($"The setting Services:{service} is missing.");
        var path = request.RequestUri!.OriginalString;
        for (var tries = 1; ; tries++)
        {
            request.RequestUri = new Uri(new Uri(replicas[(uint)Interlocked.Increment(ref turn) % replicas.Length]), path);
            try
            {
                return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && tries < replicas.Length)
            {
                // Nothing was sent: a request may be used again by way of a copy.
                request = Copy(request);
            }
        }
    }

    private static HttpRequestMessage Copy(HttpRequestMessage sent)
    {
        var copy = new HttpRequestMessage(sent.Method, sent.RequestUri) { Content = sent.Content };
        foreach (var (name, values) in sent.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }
}
