using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Prepares a database: schema, first rows, then opens its gate. Waits for a server that is not there yet.</summary>
internal sealed partial class DatabaseStart<TDb>(
    IServiceScopeFactory scopes, DatabaseGate<TDb> gate, DatabaseSeed<TDb> seed, ILogger<DatabaseStart<TDb>> log)
    : BackgroundService, IDatabasePreparation where TDb : DbContext
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Prepare(stoppingToken);
                gate.Open();
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                var reason = e.GetBaseException().Message;
                gate.WaitingFor($"the database cannot be reached or prepared: {reason}");
                LogNotReady(log, typeof(TDb).Name, reason);
                await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), stoppingToken));
            }
            catch (OperationCanceledException)
            {
                // The service stops.
                return;
            }
        }
    }

    public async Task Prepare(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        if (db.Database.IsSqlite())
        {
            if (await db.Database.EnsureCreatedAsync(stopping))
                await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", stopping);
            await seed(scope.ServiceProvider, db, stopping);
            return;
        }

        if (!db.Database.GetMigrations().Any())
            await db.Database.EnsureCreatedAsync(stopping);
        // Replicas that start together: one migrates, under EF Core's own lock, and one writes the first rows, under ours.
        await db.Database.MigrateAsync(stopping);
        await db.Database.OpenConnectionAsync(stopping);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(1)", stopping);
            await seed(scope.ServiceProvider, db, stopping);
        }
        finally
        {
            // The connection is used again, and would keep the lock.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(1)", CancellationToken.None);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database of {Database} is not ready; trying again: {Reason}")]
    private static partial void LogNotReady(ILogger log, string database, string reason);
}

/// <summary>Makes a database ready for use: schema and first rows. Does nothing the second time.</summary>
public interface IDatabasePreparation
{
    /// <summary>Prepares the database.</summary>
    Task Prepare(CancellationToken stopping);
}

/// <summary>Writes the first rows of a database. Runs at every start and must do nothing the second time.</summary>
public delegate Task DatabaseSeed<TDb>(IServiceProvider services, TDb db, CancellationToken cancellationToken);
