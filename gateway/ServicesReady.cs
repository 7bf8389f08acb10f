using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Gateway;

/// <summary>The portal is ready when every service behind it is, and a service when one of its replicas says so.</summary>
internal sealed class ServicesReady(HttpClient http, IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // In one process all services share an address; each address is asked once.
        var services = configuration.GetSection("Services").GetChildren().GroupBy(service => service.Value!, service => service.Key);
        var notReady = (await Task.WhenAll(services.Select(service => Ask(service.Key.Split(';'), string.Join(", ", service), cancellationToken)))).OfType<string>().ToList();
        return notReady.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", notReady));
    }

    /// <summary>Null as soon as one replica is ready, else what they say.</summary>
    private async Task<string?> Ask(string[] replicas, string services, CancellationToken cancellationToken)
    {
        var troubles = new List<string>();
        await foreach (var answer in Task.WhenEach(replicas.Select(replica => Ask(replica, cancellationToken))))
        {
            if (await answer is not { } trouble)
                return null;
            troubles.Add(trouble);
        }

        return $"{services}: {string.Join("; ", troubles.Distinct(StringComparer.Ordinal))}";
    }

    private async Task<string?> Ask(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return "no answer";
        }
    }
}
