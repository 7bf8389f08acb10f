using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Closed until the service's database is there with its schema and first rows. Nothing uses the database before.</summary>
public sealed class DatabaseGate<TDb> : IHealthCheck
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string reason = "the database is being prepared";

    /// <summary>Completes when the database can be used.</summary>
    public Task Ready => opened.Task;

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Ready.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(reason));

    internal void Open() => opened.TrySetResult();

    internal void WaitingFor(string what) => reason = what;
}
