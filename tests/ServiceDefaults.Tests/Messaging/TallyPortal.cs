using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Mirrors;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Messaging;

/// <summary>The tests of one portal run one after another: a held mailbox holds for all.</summary>
[CollectionDefinition]
public sealed class TallyTests : ICollectionFixture<TallyPortal>;

/// <summary>A portal of the two counting services, with a clock that the tests move.</summary>
public sealed class TallyPortal : IAsyncLifetime
{
    private readonly Deliveries deliveries = new();
    private PortalUnderTest portal = null!;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public Workbench Bench => portal.Services.GetRequiredService<Workbench>();

    public IBus Bus => portal.Services.GetRequiredService<IBus>();

    public IOutboxDesk Desk => portal.Services.GetServices<IOutboxDesk>().Single(desk => desk.Service == TallyModule.Mailbox);

    public async ValueTask InitializeAsync()
    {
        portal = await PortalUnderTest.Start(clock: Clock, modules: [new TallyModule(), new MirrorModule()],
            settings: new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
        Bus.ConnectReceiveObserver(deliveries);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    /// <summary>A name no other test uses.</summary>
    public static string NewTally() => Guid.NewGuid().ToString("N");

    /// <summary>One unit of work of the tally service.</summary>
    public async Task<T> Within<T>(Func<TallyDbContext, Outbox<TallyDbContext>, Task<T>> work)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TallyDbContext>(), scope.ServiceProvider.GetRequiredService<Outbox<TallyDbContext>>());
    }

    /// <summary>Puts messages into the outbox and commits.</summary>
    public Task Commit(Action<Outbox<TallyDbContext>> write) => Within(async (db, outbox) =>
    {
        write(outbox);
        return await db.SaveChangesAsync();
    });

    /// <summary>Brings a message past the outbox, with an identity of the caller's choice.</summary>
    public async Task Deliver<T>(T message, Guid identity) where T : class =>
        await (await Bus.GetSendEndpoint(new Uri($"queue:{TallyModule.Mailbox}"))).Send(message, context => context.MessageId = identity);

    public Task<int> SumOf(string tally) => Within((db, _) => db.Tallies.Where(row => row.Name == tally).Select(row => row.Sum).SingleOrDefaultAsync());

    public Task<Tally?> Find(string tally) => Within((db, _) => db.Tallies.AsNoTracking().SingleOrDefaultAsync(row => row.Name == tally));

    public async Task<int> MirroredSumOf(string tally)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MirrorDbContext>().Tallies.Where(row => row.Name == tally).Select(row => row.Sum).SingleOrDefaultAsync();
    }

    /// <summary>Rows of the outbox that speak of the tally.</summary>
    public Task<int> OutboxRows(string tally) => Within((db, _) => db.Outbox.CountAsync(row => row.Body.Contains(tally)));

    public Task<bool> InboxHolds(Guid identity) => Within((db, _) => db.Set<InboxMessage>().AnyAsync(row => row.MessageId == identity));

    public int Received => deliveries.Begun;

    public int Handled => deliveries.Ended;

    /// <summary>Looks again until it is so; fails after half a minute.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what)
    {
        for (var patience = 0; patience < 1500; patience++)
        {
            if (await isSo())
                return;
            await Task.Delay(20);
        }

        throw new TimeoutException($"It never came to be that {what}.");
    }

    private sealed class Deliveries : IReceiveObserver
    {
        private int begun;
        private int ended;

        public int Begun => begun;

        public int Ended => ended;

        public Task PreReceive(ReceiveContext context) => Count(ref begun);

        public Task PostReceive(ReceiveContext context) => Count(ref ended);

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Count(ref ended);

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

        private static Task Count(ref int counter)
        {
            Interlocked.Increment(ref counter);
            return Task.CompletedTask;
        }
    }
}
