using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Closed until the service's database is there with its schema and first rows. Nothing uses the database before.</summary>
public sealed class DatabaseGate<TDb>(IServiceScopeFactory scopes) : IHealthCheck, IDatabaseGate where TDb : DbContext
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string reason = "the database is being prepared";

    /// <summary>Completes when the database can be used.</summary>
    public Task Ready => opened.Task;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!Ready.IsCompleted)
            return HealthCheckResult.Unhealthy(reason);
        return await Answers(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the database does not answer");
    }

    /// <summary>Whether the database answers. A host that is gone swallows packets and refuses nothing; nobody can wait for it.</summary>
    internal async Task<bool> Answers(CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(AnswerWithin);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<TDb>().Database.CanConnectAsync(soon.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
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
