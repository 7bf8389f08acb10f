using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;
using RabbitMQ.Client;

namespace Portal.ServiceDefaults.Tests.Messaging;

/// <summary>A command whose addressee has no queue, on the real broker, which hands it back.</summary>
public sealed class ReturnedCommandTests
{
    private const string Nobody = "nobody";

    [Fact]
    public async Task A_command_without_a_queue_is_sent_again_then_parked_with_the_reason_and_arrives_when_replayed_to_one()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var settings = await RunningStack.Find()!.Beside("returned", "customs");
        settings[$"ConnectionStrings:{TallyModule.Mailbox}"] = settings["ConnectionStrings:customs"];
        settings["Logging:LogLevel:Default"] = "None";
        await using var portal = await PortalUnderTest.Start(modules: [new TallyModule()], settings: settings);
        var desk = portal.Services.GetRequiredService<IOutboxDesk>();

        await Send(portal);
        await TallyPortal.Until(() => InOutbox(portal, rows => rows.AnyAsync(row => row.Attempts > 1)), "it was sent again");
        (await desk.Parked()).ShouldBeEmpty();

        await TallyPortal.Until(async () => await InOutbox(portal, TryForTheLastTime) == 0, "it was parked");
        var parked = (await desk.Parked()).ShouldHaveSingleItem();
        parked.ParkedReason.ShouldBe($"There is no queue {Nobody}.");
        parked.Destination.ShouldBe(Nobody);
        parked.MessageType.ShouldBe(typeof(CountUp).FullName);

        await using var connection = await new ConnectionFactory { Uri = new Uri(settings["ConnectionStrings:rabbitmq"]!) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Nobody, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(Nobody, Nobody, "");
        (await desk.Replay()).ShouldBe(1);
        await TallyPortal.Until(async () => !await InOutbox(portal, rows => rows.AnyAsync()), "it left the outbox");
        (await channel.QueueDeclarePassiveAsync(Nobody)).MessageCount.ShouldBe(1u);
    }

    private static async Task Send(PortalUnderTest portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Outbox<TallyDbContext>>().Send(Nobody, new CountUp("any", 1));
        await scope.ServiceProvider.GetRequiredService<TallyDbContext>().SaveChangesAsync();
    }

    /// <summary>As if a quarter of an hour had gone by; tells how many rows are not parked.</summary>
    private static Task<int> TryForTheLastTime(DbSet<OutboxMessage> rows)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return rows.Where(row => row.ParkedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.Attempts, OutboxRelay.MostAttempts).SetProperty(message => message.DueAt, now));
    }

    private static async Task<T> InOutbox<T>(PortalUnderTest portal, Func<DbSet<OutboxMessage>, Task<T>> work)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TallyDbContext>().Outbox);
    }
}
