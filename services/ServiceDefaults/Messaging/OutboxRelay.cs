using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// Sends what the outbox holds, in order of writing and in parallel batches; woken by the commit that wrote it.
/// A row goes once its delivery is proven: by the broker's confirm, or in memory by the consumer's commit. So whatever
/// a crash leaves behind is sent again, with the same message id, and the inboxes drop what they have seen.
/// </summary>
internal sealed partial class OutboxRelay<TDb>(
    IServiceScopeFactory scopes,
    DatabaseGate<TDb> database,
    OutboxSignal<TDb> signal,
    MessageTypes types,
    IBusControl bus,
    TimeProvider clock,
    ILogger<OutboxRelay<TDb>> log,
    DeliveryLedger? ledger = null) : BackgroundService where TDb : ServiceDbContext
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan TimerGrain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, byte> underWay = new();
    private readonly ConcurrentQueue<(long Row, string? Failure)> settled = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Settle(stoppingToken);
                if (await SendNext(stoppingToken) < MostAtOnce)
                    await signal.Wait(TimerGrain, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogRelayFailed(log, typeof(TDb).Name, e);
                await Task.Delay(TimerGrain, stoppingToken);
            }
        }
    }

    /// <summary>Sends one batch and returns its size.</summary>
    private async Task<int> SendNext(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        var busy = underWay.Keys.ToArray();

        if (ledger is not null)
        {
            var rows = await db.Outbox.AsNoTracking().Where(row => row.ParkedAt == null && row.DueAt <= now && !busy.Contains(row.Id))
                .OrderBy(row => row.Id).Take(MostAtOnce).ToListAsync(stopping);
            await Task.WhenAll(rows.Select(row => Send(row, stopping)));
            return rows.Count;
        }

        // Several relays side by side: each takes rows no other holds, and holds them until the broker has confirmed.
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var held = await db.Outbox.FromSql(
                $"SELECT * FROM outbox WHERE parked_at IS NULL AND due_at <= {now} ORDER BY id LIMIT {MostAtOnce} FOR UPDATE SKIP LOCKED")
            .AsNoTracking().ToListAsync(stopping);
        await Task.WhenAll(held.Select(row => Send(row, stopping)));
        await Settle(db, stopping);
        await transaction.CommitAsync(stopping);
        return held.Count;
    }

    private async Task Send(OutboxMessage row, CancellationToken stopping)
    {
        using var activity = Telemetry.Source.StartActivity("outbox send", ActivityKind.Internal, row.TraceParent);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(SendTimeout);
        try
        {
            var type = types.Find(row.MessageType) ?? throw new JsonException($"Nobody here knows the message type {row.MessageType}.");
            var message = JsonSerializer.Deserialize(row.Body, type, JsonSerializerOptions.Web) ?? throw new JsonException("The message is empty.");
            if (ledger is not null)
            {
                underWay[row.Id] = 0;
                ledger.Expect(row.MessageId, row.Destination is null ? types.MailboxesOf(type) : 1, failure => settled.Enqueue((row.Id, failure)));
            }

            await Send(row, message, type, timeout.Token);
            if (ledger is null)
                settled.Enqueue((row.Id, null));
        }
        catch (Exception e) when (e is JsonException or MessageReturnedException)
        {
            // Sending it again would change nothing. Everything else is a matter of time.
            settled.Enqueue((row.Id, e.Message));
        }
        catch (Exception e)
        {
            underWay.TryRemove(row.Id, out _);
            LogSendFailed(log, row.MessageType, row.MessageId, e);
        }
    }

    private async Task Send(OutboxMessage row, object message, Type type, CancellationToken cancellationToken)
    {
        var identity = Pipe.Execute<SendContext>(context => context.MessageId = row.MessageId);
        if (row.Destination is null)
        {
            await bus.Publish(message, type, identity, cancellationToken);
            return;
        }

        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{row.Destination}"));
        await endpoint.Send(message, type, identity, cancellationToken);
    }

    private async Task Settle(CancellationToken stopping)
    {
        if (ledger is null || settled.IsEmpty)
            return;
        await using var scope = scopes.CreateAsyncScope();
        await Settle(scope.ServiceProvider.GetRequiredService<TDb>(), stopping);
    }

    /// <summary>Deletes the rows whose delivery is proven and parks those that cannot be delivered.</summary>
    private async Task Settle(TDb db, CancellationToken stopping)
    {
        var done = new List<long>();
        while (settled.TryDequeue(out var row))
        {
            if (row.Failure is { } reason)
            {
                LogParked(log, row.Row, reason);
                var now = clock.GetUtcNow().UtcDateTime;
                await db.Outbox.Where(parked => parked.Id == row.Row).ExecuteUpdateAsync(
                    parked => parked.SetProperty(message => message.ParkedAt, now).SetProperty(message => message.ParkedReason, reason), stopping);
                underWay.TryRemove(row.Row, out _);
            }
            else
            {
                done.Add(row.Row);
            }
        }

        if (done.Count == 0)
            return;
        await db.Outbox.Where(row => done.Contains(row.Id)).ExecuteDeleteAsync(stopping);
        done.ForEach(row => underWay.TryRemove(row, out _));
    }

    [LoggerMessage(LogLevel.Warning, "The outbox relay of {Database} failed and tries again")]
    private static partial void LogRelayFailed(ILogger log, string database, Exception e);

    [LoggerMessage(LogLevel.Warning, "{MessageType} {MessageId} could not be sent yet")]
    private static partial void LogSendFailed(ILogger log, string messageType, Guid messageId, Exception e);

    [LoggerMessage(LogLevel.Error, "Outbox row {Row} is parked: {Reason}")]
    private static partial void LogParked(ILogger log, long row, string reason);
}
