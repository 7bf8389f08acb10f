using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Work on a database that is done again and again. A database that is away for a while stops nobody: the next time comes.</summary>
public abstract partial class PeriodicWork<TDb>(TimeSpan every, IServiceScopeFactory scopes, DatabaseGate<TDb> database, TimeProvider clock, ILogger log) : BackgroundService
    where TDb : DbContext
{
    /// <summary>Tells the time.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Does it once.</summary>
    protected abstract Task Work(TDb db, CancellationToken stopping);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await database.Ready.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(every, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryWork(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task TryWork(CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Work(scope.ServiceProvider.GetRequiredService<TDb>(), stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            LogFailed(log, GetType().Name, e.GetBaseException().Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Work} failed, and is tried again next time: {Reason}")]
    private static partial void LogFailed(ILogger log, string work, string reason);
}
