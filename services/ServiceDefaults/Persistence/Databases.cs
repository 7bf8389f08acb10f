using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Gives a service its database: PostgreSQL where a connection string of its name is set, else a SQLite file.</summary>
public static class Databases
{
    /// <summary>Whether the database is away, overloaded or (after a failover) no longer the one to write to, so that the same work succeeds later.</summary>
    public static bool IsOutage(this Exception exception) =>
        exception.Causes().Any(e => e is DbException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction });

    /// <summary>Whether the database did not answer in time.</summary>
    public static bool IsTimeout(this Exception exception) => exception.Causes().Any(e => e is TimeoutException);

    /// <summary>Whether the row was changed, or one with the same unique key added, since this work looked: done again, it succeeds.</summary>
    public static bool MetAnother(this Exception e) =>
        e is DbUpdateConcurrencyException || (e is DbUpdateException ? e.InnerException : e) is SqliteException { SqliteErrorCode: 19 } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static IEnumerable<Exception> Causes(this Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            yield return e;
    }

    /// <summary>Registers the database <paramref name="name"/>; <paramref name="seed"/> writes its first rows.</summary>
    public static void AddDatabase<TDb>(this IHostApplicationBuilder builder, string name, DatabaseSeed<TDb>? seed = null,
        Action<IServiceProvider, DbContextOptionsBuilder>? also = null) where TDb : DbContext
    {
        var server = builder.Configuration.GetConnectionString(name);
        // Statements are few and always the same; the server need not read them each time. No statement leaves a setting
        // behind; the server need not forget them each time a connection is used again.
        var prepared = server is { Length: > 0 } ? new NpgsqlConnectionStringBuilder(server) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true }.ToString() : null;
        var file = Path.Combine(builder.Configuration["Portal:Data"] ?? "data", $"{name}.db");

        builder.Services.AddDbContextPool<TDb>((services, options) =>
        {
            if (prepared is not null)
                options.UseNpgsql(prepared);
            else
                options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString());
            options.UseSnakeCaseNamingConvention();
            also?.Invoke(services, options);
        });

        builder.Services.AddSingleton(seed ?? ((_, _, _) => Task.CompletedTask));
        builder.Services.AddSingleton<DatabaseGate<TDb>>();
        builder.Services.AddSingleton<IDatabaseGate>(services => services.GetRequiredService<DatabaseGate<TDb>>());
        builder.Services.AddSingleton<DatabaseStart<TDb>>();
        builder.Services.AddSingleton<IDatabasePreparation>(services => services.GetRequiredService<DatabaseStart<TDb>>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DatabaseStart<TDb>>());
        builder.Services.AddHealthChecks().AddCheck<DatabaseGate<TDb>>($"{name}-database", tags: ["ready"]);
    }
}
