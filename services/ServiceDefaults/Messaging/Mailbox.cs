using System.Diagnostics;
using System.Threading.Channels;
using MassTransit;
using MassTransit.Context;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>What stands between a service's queue and its consumers.</summary>
internal interface IMailbox : IFilter<ConsumeContext>
{
    /// <summary>The service, and so the queue, it belongs to.</summary>
    string Service { get; }
}

/// <summary>
/// Reads at once what the messages of a group are about; their consumers then find it in the unit of work, instead of
/// asking the database one by one.
/// </summary>
public interface IReadAhead<TDb> where TDb : ServiceDbContext
{
    /// <summary>Loads into <paramref name="db"/> what the messages are about.</summary>
    Task Read(TDb db, IReadOnlyList<ConsumeContext> group);
}

/// <summary>
/// The mailbox of a service: takes every message that waits (no timer), runs their consumers on one unit of work and
/// commits inbox, state and outbox once. If one consumer fails, all is rolled back and each message runs alone,
/// so that only the guilty one is refused. A message that was consumed before is acknowledged and skipped.
/// </summary>
internal sealed partial class Mailbox<TDb>(
    string service, IServiceScopeFactory scopes, DatabaseGate<TDb> database, TimeProvider clock, ILogger<Mailbox<TDb>> log, DeliveryLedger? ledger = null)
    : IMailbox where TDb : ServiceDbContext
{
    private const int MostAtOnce = 200;
    private const int MostMeetings = 10;
    private static readonly TimeSpan[] RetryAfter = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2)];

    private static readonly TimeSpan WhileDatabaseIsAway = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Letter> waiting = Channel.CreateUnbounded<Letter>();
    private int started;

    public string Service => service;

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (Interlocked.Exchange(ref started, 1) == 0)
            _ = Task.Run(HandleWhatComes);
        var letter = new Letter(context, next);
        // A service that stops gives back what it has not done: to another replica, or to itself after its next start.
        await using var stopping = context.CancellationToken.Register(() => letter.Handled.TrySetCanceled(context.CancellationToken));
        waiting.Writer.TryWrite(letter);
        await letter.Handled.Task;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("mailbox");

    private async Task HandleWhatComes()
    {
        await database.Ready;
        while (await waiting.Reader.WaitToReadAsync())
        {
            var letters = waiting.Reader.TakeWhatWaits(MostAtOnce);
            letters.RemoveAll(letter => letter.IsGivenBack);
            if (await Try(letters) is null)
                letters.ForEach(letter => letter.Handled.TrySetResult());
            else
                await HandleOneByOne(letters);
        }
    }

    private async Task HandleOneByOne(List<Letter> letters)
    {
        foreach (var letter in letters.Where(letter => !letter.IsGivenBack))
        {
            if (await Try([letter]) is { } failure)
                TryLaterOrGiveUp(letter, failure);
            else
                letter.Handled.TrySetResult();
        }
    }

    /// <summary>A message that failed alone waits beside the mailbox, not in it; the last failure is the sender's and the error queue's.</summary>
    private void TryLaterOrGiveUp(Letter letter, Exception failure)
    {
        if (letter.Failures < RetryAfter.Length)
        {
            _ = Task.Delay(RetryAfter[letter.Failures++]).ContinueWith(_ => waiting.Writer.TryWrite(letter), TaskScheduler.Default);
            return;
        }

        ledger?.Failed(letter.MessageId, failure.Message);
        letter.Handled.TrySetException(failure);
    }

    /// <summary>
    /// Returns the failure, or null. Nobody's failure are a database that is away, for which everything waits or is given
    /// back, and another replica's change of the same rows, after which all is done again. A message whose statement takes
    /// too long while the database answers others has failed.
    /// </summary>
    private async Task<Exception?> Try(List<Letter> letters)
    {
        for (var met = 0; letters.Exists(letter => !letter.IsGivenBack);)
        {
            var hasBegun = false;
            try
            {
                await Handle(letters, () => hasBegun = true);
                return null;
            }
            catch (DbUpdateException e) when (e.MetAnother() && met < MostMeetings)
            {
                await Task.Delay(Random.Shared.Next(10 * ++met));
            }
            catch (Exception e) when (e.IsOutage())
            {
                if (hasBegun && e.IsTimeout() && await database.Answers(CancellationToken.None))
                    return e;
                LogWaiting(log, service, e.GetBaseException().Message);
                await Task.Delay(WhileDatabaseIsAway);
            }
            catch (Exception e)
            {
                return e;
            }
        }

        return null;
    }

    private async Task Handle(List<Letter> letters, Action begun)
    {
        // A message alone goes on with its sender's trace; a group belongs to none, and links to all.
        Activity.Current = null;
        using var activity = Telemetry.Source.StartActivity(ActivityKind.Consumer, letters.Count == 1 ? letters[0].Trace : default,
            links: letters.Select(letter => new ActivityLink(letter.Trace)), name: "mailbox");
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        begun();

        var unseen = await Inbox.Record(db, letters.Select(letter => letter.MessageId), clock.GetUtcNow().UtcDateTime);
        if (letters.Count > 1 && scope.ServiceProvider.GetService<IReadAhead<TDb>>() is { } ahead)
            await ahead.Read(db, [.. letters.Select(letter => letter.Context)]);
        foreach (var letter in letters)
            await (unseen.Remove(letter.MessageId) ? letter.Deliver(scope) : letter.Skip());

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        letters.ForEach(letter => ledger?.Consumed(letter.MessageId));
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox of {Service} waits for its database: {Reason}")]
    private static partial void LogWaiting(ILogger log, string service, string reason);

    private sealed record Letter(ConsumeContext Context, IPipe<ConsumeContext> Next)
    {
        public Guid MessageId { get; } = Context.MessageId ?? throw new InvalidOperationException("A message without an id cannot be told from its repeats.");

        public TaskCompletionSource Handled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGivenBack => Handled.Task.IsCanceled;

        public int Failures { get; set; }

        /// <summary>What the sender of the message was doing, for the trace.</summary>
        public ActivityContext Trace => activity?.Context ?? default;

        private readonly Activity? activity = Activity.Current;

        /// <summary>MassTransit resolves the consumers from this scope, and so all of them share its unit of work.</summary>
        public async Task Deliver(IServiceScope scope)
        {
            Context.AddOrUpdatePayload(() => scope, _ => scope);
            Activity.Current = activity;
            await Next.Send(Context);
        }

        /// <summary>A message that reached no consumer would count as unknown; a repeat has reached them before.</summary>
        public Task Skip() => Context.NotifyConsumed(new MessageConsumeContext<Letter>(Context, this), TimeSpan.Zero, "inbox");
    }
}
