using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Closed until the service's database is there with its schema and first rows. Nothing uses the database before.</summary>
public sealed class DatabaseGate<TDb>(IServiceScopeFactory scopes) : IHealthCheck, IDatabaseGate where TDb : DbContext
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string reason = "the database is being prepared";

    /// <summary>Completes when the database can be used.</summary>
    public Task Ready => opened.Task;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!Ready.IsCompleted)
            return HealthCheckResult.Unhealthy(reason);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TDb>().Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the database does not answer");
    }

    internal void Open() => opened.TrySetResult();

    internal void WaitingFor(string what) => reason = what;
}

/// <summary>The gate of one of the databases in this process.</summary>
public interface IDatabaseGate
{
    /// <summary>Completes when the database can be used.</summary>
    Task Ready { get; }
}
