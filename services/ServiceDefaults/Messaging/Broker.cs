using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// The way to RabbitMQ. A connection is tried only once somebody listens there: MassTransit would wait longer after each
/// failure (up to half a minute), while this goes on within a blink of the broker's return.
/// </summary>
internal sealed partial class Broker(Uri address, IHostApplicationLifetime host, ILogger<Broker> log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>What is wrong with it, as far as is known.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Completes when the broker accepts connections.</summary>
    public async Task UntilItListens()
    {
        for (var tries = 0; !await Listens(); tries++)
        {
            Trouble = $"RabbitMQ at {address.Host}:{address.Port} does not answer";
            if (tries == 0)
                LogAway(log, address.Host, address.Port);
            await Task.Delay(LookAgain, host.ApplicationStopping);
        }

        Trouble = null;
    }

    private async Task<bool> Listens()
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(host.ApplicationStopping);
        soon.CancelAfter(InsidePortal.ConnectWithin);
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.Host, address.Port, soon.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !host.ApplicationStopping.IsCancellationRequested))
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "RabbitMQ at {Host}:{Port} does not answer; messages wait until it does")]
    private static partial void LogAway(ILogger log, string host, int port);
}

/// <summary>
/// Until the mailboxes have been opened once, the service is not ready: what is published before is lost to it. Later an
/// absent broker only delays, as the outbox keeps what is to be sent; so it is told, but turns nobody away.
/// </summary>
internal sealed class MailboxesOpen(IBusControl bus, Broker? broker = null) : IHealthCheck
{
    private bool once;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = bus.CheckHealth();
        if (health.Status == BusHealthStatus.Healthy)
        {
            once = true;
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        return Task.FromResult(new HealthCheckResult(once ? HealthStatus.Degraded : HealthStatus.Unhealthy, broker?.Trouble ?? health.Description));
    }
}
