using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Portal.ServiceDefaults.Caching;

/// <summary>
/// The way to Redis, which holds only what the portal can do without. So nobody waits for it: while it is away every
/// question to it fails at once, and it is taken up again within a second of its return.
/// </summary>
public sealed partial class Redis(string connectionString, ILogger<Redis> log) : IHostedService, IHealthCheck, IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> connection = new(() => Connect(connectionString, log));

    /// <summary>The connection, open or not. Waits for Redis a second at most, and only the first time.</summary>
    public Task<IConnectionMultiplexer> Connection => connection.Value;

    /// <summary>Its database, or null while Redis is away.</summary>
    public IDatabase? Database => connection is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: { IsConnected: true } open } } ? open.GetDatabase() : null;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Connection;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Without Redis the portal is slower, and still whole.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Database is not null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Redis does not answer; the service goes on without it"));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated)
            await (await connection.Value).DisposeAsync();
    }

    private static async Task<IConnectionMultiplexer> Connect(string connectionString, ILogger log)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ConnectTimeout = 1000;
        options.SyncTimeout = options.AsyncTimeout = 500;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName = "portal";
        var opened = await ConnectionMultiplexer.ConnectAsync(options);
        opened.ConnectionFailed += (_, failure) => LogAway(log, failure.EndPoint, failure.FailureType);
        return opened;
    }

    [LoggerMessage(LogLevel.Warning, "Redis at {Address} is away ({Failure}); the service goes on without it")]
    private static partial void LogAway(ILogger log, System.Net.EndPoint? address, ConnectionFailureType failure);
}
