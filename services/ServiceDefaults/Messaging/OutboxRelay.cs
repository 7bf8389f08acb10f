using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Threading.Channels;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// Sends what the outbox holds. Whoever commits hands his messages over in memory; what nobody sent (a timer, the work of a
/// process that died) is found by a sweep, which leases the rows, so that several relays work side by side. A row goes
/// once its delivery is proven: by the broker's confirm, or in memory by the consumer's commit. So whatever a crash
/// leaves behind is sent again, with the same message id, and the inboxes drop the repeats.
/// </summary>
internal sealed partial class OutboxRelay<TDb>(
    IServiceScopeFactory scopes,
    DatabaseGate<TDb> database,
    MessageTypes types,
    IBusControl bus,
    TimeProvider clock,
    ILogger<OutboxRelay<TDb>> log,
    DeliveryLedger? ledger = null) : BackgroundService where TDb : ServiceDbContext
{
    private readonly Channel<OutboxMessage> waiting = Channel.CreateBounded<OutboxMessage>(10_000);
    private readonly Channel<Outcome> settled = Channel.CreateUnbounded<Outcome>();
    private readonly ConcurrentDictionary<Guid, byte> underWay = new();

    /// <summary>Sends the rows as soon as possible. What does not fit is found by a later sweep.</summary>
    public void Take(IEnumerable<OutboxMessage> rows)
    {
        foreach (var row in rows)
        {
            if (underWay.TryAdd(row.MessageId, 0) && !waiting.Writer.TryWrite(row))
                underWay.TryRemove(row.MessageId, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settling = Task.Run(Settle, CancellationToken.None);
        try
        {
            await database.Ready.WaitAsync(stoppingToken);
            // RabbitMQ drops an event that no queue is bound to yet. Once the mailboxes have been open their queues stay, whoever is away.
            if (ledger is null)
                await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
            await Task.WhenAll(SendWhatWaits(stoppingToken), Sweep(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not sent stays in the outbox for another relay, or for the next start.
        }

        settled.Writer.TryComplete();
        await settling;
    }

    private async Task SendWhatWaits(CancellationToken stopping)
    {
        while (await waiting.Reader.WaitToReadAsync(stopping))
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            timeout.CancelAfter(OutboxRelay.SendTimeout);
            await Task.WhenAll(waiting.Reader.TakeWhatWaits(OutboxRelay.MostAtOnce).Select(row => Send(row, timeout.Token)));
        }
    }

    private async Task Sweep(CancellationToken stopping)
    {
        while (true)
        {
            var pause = OutboxRelay.SweepEvery;
            try
            {
                if (waiting.Reader.Count >= OutboxRelay.MostAtOnce || await TakeDueRows(stopping) == OutboxRelay.MostAtOnce)
                    pause = OutboxRelay.WhileMoreIsDue;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogSweepFailed(log, typeof(TDb).Name, e.GetBaseException().Message);
            }

            await Task.Delay(pause, stopping);
        }
    }

    private async Task<int> TakeDueRows(CancellationToken stopping)
    {
        var rows = await Lease(stopping);
        Take(rows.OrderBy(row => row.MessageId));
        return rows.Count;
    }

    /// <summary>Takes due rows for this relay; another relay may take them again when the lease is over.</summary>
    private async Task<List<OutboxMessage>> Lease(CancellationToken stopping)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var now = clock.GetUtcNow().UtcDateTime;
        if (ledger is not null)
        {
            // The only relay there is knows what it has taken.
            var taken = underWay.Keys.ToArray();
            return await db.Outbox.AsNoTracking().Where(row => row.ParkedAt == null && row.DueAt <= now && !taken.Contains(row.MessageId))
                .OrderBy(row => row.DueAt).Take(OutboxRelay.MostAtOnce).ToListAsync(stopping);
        }

        return await db.Outbox.FromSql($"""
            UPDATE outbox SET due_at = {now + OutboxRelay.Lease} WHERE message_id IN (SELECT message_id FROM outbox
            WHERE parked_at IS NULL AND due_at <= {now} ORDER BY due_at LIMIT {OutboxRelay.MostAtOnce} FOR UPDATE SKIP LOCKED) RETURNING *
            """).AsNoTracking().ToListAsync(stopping);
    }

    private async Task Send(OutboxMessage row, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity("outbox send", ActivityKind.Internal, row.TraceParent);
        try
        {
            var type = types.Find(row.MessageType) ?? throw new JsonException($"Nobody here knows the message type {row.MessageType}.");
            var message = row.Message ?? JsonSerializer.Deserialize(row.Body, type, JsonSerializerOptions.Web) ?? throw new JsonException("The message is empty.");
            ledger?.Expect(row.MessageId, row.Destination is null ? types.MailboxesOf(type) : 1, failure => settled.Writer.TryWrite(new Outcome(row, failure)));
            await Send(row, message, type, cancellationToken);
            if (ledger is null)
                settled.Writer.TryWrite(new Outcome(row, null));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or SerializationException)
        {
            settled.Writer.TryWrite(new Outcome(row, e.Message));
        }
        catch (MessageReturnedException)
        {
            SendLaterOrGiveUp(row, $"There is no queue {row.Destination}.");
        }
        catch (Exception e) when (e is not OperationCanceledException && bus.CheckHealth().Status == BusHealthStatus.Healthy)
        {
            SendLaterOrGiveUp(row, e.Message);
        }
        catch (Exception e)
        {
            // The broker is away or too slow, which is only a matter of time: the row is due again when its lease is over.
            underWay.TryRemove(row.MessageId, out _);
            LogSendFailed(log, row.MessageType, row.MessageId, e.Message);
        }
    }

    private void SendLaterOrGiveUp(OutboxMessage row, string failure) =>
        settled.Writer.TryWrite(new Outcome(row, failure, SendLater: row.Attempts < OutboxRelay.MostAttempts));

    private async Task Send(OutboxMessage row, object message, Type type, CancellationToken cancellationToken)
    {
        if (row.Destination is null)
        {
            await bus.Publish(message, type, Pipe.Execute<SendContext>(context => context.MessageId = row.MessageId), cancellationToken);
            return;
        }

        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{row.Destination}"));
        await endpoint.Send(message, type, Pipe.Execute<SendContext>(context =>
        {
            context.MessageId = row.MessageId;
            // A command that reaches no queue comes back instead of vanishing.
            if (context is RabbitMqSendContext rabbit)
                rabbit.Mandatory = true;
        }), cancellationToken);
    }

    /// <summary>Deletes the rows whose delivery is proven and parks those that cannot be delivered.</summary>
    private async Task Settle()
    {
        while (await settled.Reader.WaitToReadAsync())
        {
            var outcomes = settled.Reader.TakeWhatWaits(OutboxRelay.MostAtOnce);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await Settle(scope.ServiceProvider.GetRequiredService<TDb>(), outcomes);
            }
            catch (Exception e)
            {
                // They stay in the outbox and go out once more; the inboxes drop them.
                LogSettleFailed(log, typeof(TDb).Name, e.GetBaseException().Message);
            }

            outcomes.ForEach(outcome => underWay.TryRemove(outcome.Row.MessageId, out _));
        }
    }

    private async Task Settle(TDb db, List<Outcome> outcomes)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (row, failure, _) in outcomes.Where(outcome => outcome is { Failure: not null, SendLater: false }))
        {
            LogParked(log, row.MessageType, row.MessageId, failure!);
            await db.Outbox.Where(parked => parked.MessageId == row.MessageId).ExecuteUpdateAsync(
                parked => parked.SetProperty(message => message.ParkedAt, now).SetProperty(message => message.ParkedReason, failure));
        }

        foreach (var (row, failure, _) in outcomes.Where(outcome => outcome.SendLater))
        {
            LogSendFailed(log, row.MessageType, row.MessageId, failure!);
            var later = now + TimeSpan.FromSeconds(Math.Min(1 << row.Attempts, 60));
            await db.Outbox.Where(returned => returned.MessageId == row.MessageId).ExecuteUpdateAsync(
                returned => returned.SetProperty(message => message.Attempts, row.Attempts + 1).SetProperty(message => message.DueAt, later));
        }

        var delivered = outcomes.Where(outcome => outcome.Failure is null).Select(outcome => outcome.Row.MessageId).ToArray();
        if (delivered.Length > 0 && db.Database.IsNpgsql())
        {
            // Nobody waits for the disk here: a deletion that a crash undoes is one more repeat.
            await db.Database.ExecuteSqlAsync($"""
                WITH relaxed AS (SELECT set_config('synchronous_commit', 'off', true))
                DELETE FROM outbox USING relaxed WHERE message_id = ANY ({delivered})
                """);
        }
        else if (delivered.Length > 0)
        {
            await db.Outbox.Where(row => delivered.Contains(row.MessageId)).ExecuteDeleteAsync();
        }
    }

    private sealed record Outcome(OutboxMessage Row, string? Failure, bool SendLater = false);

    [LoggerMessage(LogLevel.Warning, "The outbox of {Database} could not be looked through: {Reason}")]
    private static partial void LogSweepFailed(ILogger log, string database, string reason);

    [LoggerMessage(LogLevel.Warning, "Messages that were delivered could not be taken out of the outbox of {Database}, and go out again: {Reason}")]
    private static partial void LogSettleFailed(ILogger log, string database, string reason);

    [LoggerMessage(LogLevel.Warning, "{MessageType} {MessageId} could not be sent yet: {Reason}")]
    private static partial void LogSendFailed(ILogger log, string messageType, Guid messageId, string reason);

    [LoggerMessage(LogLevel.Error, "{MessageType} {MessageId} is parked: {Reason}")]
    private static partial void LogParked(ILogger log, string messageType, Guid messageId, string reason);
}

/// <summary>What all relays have in common.</summary>
internal static class OutboxRelay
{
    /// <summary>How long a row belongs to the process that wrote or took it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan WhileMoreIsDue = TimeSpan.FromMilliseconds(10);

    public const int MostAtOnce = 200;

    /// <summary>What cannot be sent though the broker is there, as a command that finds no queue, is tried again for about a quarter of an hour.</summary>
    public const int MostAttempts = 20;

    /// <summary>Everything that is there, without waiting, up to a limit.</summary>
    public static List<T> TakeWhatWaits<T>(this ChannelReader<T> reader, int most)
    {
        var taken = new List<T>();
        while (taken.Count < most && reader.TryRead(out var one))
            taken.Add(one);
        return taken;
    }
}
