using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Gateway;

/// <summary>The portal is ready when every service behind it says so.</summary>
internal sealed class ServicesReady(HttpClient http, IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // In one process all services share an address; each address is asked once.
        var addresses = configuration.GetSection("Services").GetChildren().GroupBy(service => service.Value!.Split(';')[0], service => service.Key);
        var notReady = (await Task.WhenAll(addresses.Select(address => Ask(address.Key, string.Join(", ", address), cancellationToken)))).OfType<string>().ToList();
        return notReady.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", notReady));
    }

    private async Task<string?> Ask(string address, string services, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "health/ready"), cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{services}: {await answer.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return $"{services}: no answer";
        }
    }
}
