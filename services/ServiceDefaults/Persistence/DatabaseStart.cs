using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>
/// Prepares a database: schema, first rows, then opens its gate. Waits for a server that is not there yet, but keeps off the
/// data of another country for good.
/// </summary>
internal sealed partial class DatabaseStart<TDb>(
    IServiceScopeFactory scopes, DatabaseGate<TDb> gate, DatabaseSeed<TDb> seed, IConfiguration configuration, ILogger<DatabaseStart<TDb>> log)
    : BackgroundService, IDatabasePreparation where TDb : DbContext
{
    /// <summary>Begins the comment that says whose the data are.</summary>
    private const string Stamp = "portal of ";

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
            catch (StartupFailure refused)
            {
                gate.WaitingFor(refused.Message);
                LogRefused(log, typeof(TDb).Name, refused.Message);
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
            await AppendOnly.Guard(db, stopping);
            await seed(scope.ServiceProvider, db, stopping);
            return;
        }

        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(stopping))
            await Create(creator, stopping);
        await db.Database.OpenConnectionAsync(stopping);
        try
        {
            // Replicas that start together do all of this one after the other, however long the first takes; EF Core lets go of
            // its own lock between migrations.
            db.Database.SetCommandTimeout(TimeSpan.Zero);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(1)", stopping);
            await Claim(db, stopping);
            if (db.Database.GetMigrations().Any())
                await db.Database.MigrateAsync(stopping);
            else
                await db.Database.EnsureCreatedAsync(stopping);
            await AppendOnly.Guard(db, stopping);
            await seed(scope.ServiceProvider, db, stopping);
        }
        finally
        {
            // The connection is used again, and would keep the lock.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(1)", CancellationToken.None);
        }
    }

    private static async Task Create(IRelationalDatabaseCreator creator, CancellationToken stopping)
    {
        try
        {
            await creator.CreateAsync(stopping);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            // Another replica was quicker.
        }
    }

    /// <summary>The database's comment says which country's it is; one without a word of that, as they were made before, becomes this one's.</summary>
    private async Task Claim(TDb db, CancellationToken stopping)
    {
        var country = Countries.Chosen(configuration);
        var mine = Stamp + country;
        var found = (await db.Database.SqlQuery<string>($"SELECT coalesce(shobj_description(oid, 'pg_database'), '') AS \"Value\" FROM pg_database WHERE datname = current_database()").ToListAsync(stopping)).Single();
        if (found == mine)
            return;
        if (found.StartsWith(Stamp, StringComparison.Ordinal))
            throw new StartupFailure($"The database {db.Database.GetDbConnection().Database} holds data of country '{found[Stamp.Length..]}', this is country '{country}'; connect it with databases of its own.");
        var comment = (await db.Database.SqlQuery<string>($"SELECT format('COMMENT ON DATABASE %I IS %L', current_database(), {mine}) AS \"Value\"").ToListAsync(stopping)).Single();
        await db.Database.ExecuteSqlRawAsync(comment, stopping);
    }

    [LoggerMessage(LogLevel.Error, "The database of {Database} is refused: {Reason}")]
    private static partial void LogRefused(ILogger log, string database, string reason);

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
