using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;

namespace Portal.ServiceDefaults.Tests.Messaging;

[Collection(typeof(TallyTests))]
public sealed class DeliveryTests(TallyPortal portal)
{
    [Fact]
    public async Task A_committed_message_is_consumed_once_and_leaves_the_outbox()
    {
        var tally = TallyPortal.NewTally();

        await portal.Commit(outbox => outbox.Send(TallyModule.Mailbox, new CountUp(tally, 7)));

        await TallyPortal.Until(async () => await portal.SumOf(tally) == 7, "the message took effect");
        await TallyPortal.Until(async () => await portal.OutboxRows(tally) == 0, "the outbox was empty");
        portal.Bench.Attempts.Count(attempt => attempt.Tally == tally).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_reaches_every_service_that_subscribed_once()
    {
        var tally = TallyPortal.NewTally();

        await portal.Commit(outbox => outbox.Publish(new TallyTold(tally, 3)));

        await TallyPortal.Until(async () => await portal.OutboxRows(tally) == 0, "the outbox was empty");
        (await portal.SumOf(tally)).ShouldBe(3);
        (await portal.MirroredSumOf(tally)).ShouldBe(3);
    }

    [Fact]
    public async Task A_message_delivered_twice_has_one_effect()
    {
        var (tally, identity) = (TallyPortal.NewTally(), Guid.NewGuid());

        await DeliverAll([(new CountUp(tally, 5), identity), (new CountUp(tally, 5), identity)]);
        await DeliverAll([(new CountUp(tally, 5), identity)]);

        (await portal.SumOf(tally)).ShouldBe(5);
        (await portal.InboxHolds(identity)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_repeated_message_is_acknowledged_and_not_laid_aside()
    {
        var (tally, identity) = (TallyPortal.NewTally(), Guid.NewGuid());
        var laidAside = 0;
        var aside = portal.Bus.ConnectReceiveEndpoint(ErrorQueues.Of(TallyModule.Mailbox), endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.Handler<CountUp>(context =>
            {
                if (context.Message.Tally == tally)
                    Interlocked.Increment(ref laidAside);
                return Task.CompletedTask;
            });
        });
        await aside.Ready;

        await DeliverAll([(new CountUp(tally, 1), identity)]);
        await DeliverAll([(new CountUp(tally, 1), identity)]);
        await DeliverAll([(new CountUp(tally, 1), Guid.NewGuid())]);
        await TallyPortal.Until(async () => await portal.SumOf(tally) == 2, "the other message took effect");
        await aside.StopAsync();

        laidAside.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_the_order_and_however_often_delivered_the_end_is_the_same(int seed)
    {
        var tally = TallyPortal.NewTally();
        var messages = Enumerable.Range(1, 150).Select(number => (Message: new CountUp(tally, number % 13, number), Identity: Guid.NewGuid())).ToArray();
        (CountUp, Guid)[] twice = [.. messages, .. messages];
        new Random(seed).Shuffle(twice);

        await DeliverAll(twice);

        var end = await portal.Find(tally);
        end!.Sum.ShouldBe(messages.Sum(one => one.Message.By));
        end.Highest.ShouldBe(150);
    }

    [Fact]
    public async Task Nothing_is_sent_when_the_commit_fails()
    {
        var (tally, taken) = (TallyPortal.NewTally(), TallyPortal.NewTally());
        await portal.Within((db, _) =>
        {
            db.Tallies.Add(new Tally { Name = taken });
            return db.SaveChangesAsync();
        });

        await Should.ThrowAsync<DbUpdateException>(() => portal.Within((db, outbox) =>
        {
            outbox.Send(TallyModule.Mailbox, new CountUp(tally, 1));
            db.Tallies.Add(new Tally { Name = taken });
            return db.SaveChangesAsync();
        }));
        (await portal.OutboxRows(tally)).ShouldBe(0);

        await portal.Commit(outbox => outbox.Send(TallyModule.Mailbox, new CountUp(taken, 1)));
        await TallyPortal.Until(async () => await portal.SumOf(taken) == 1, "a later message came through");
        (await portal.Find(tally)).ShouldBeNull();
    }

    /// <summary>Delivers the messages and waits until the mailbox is done with all of them.</summary>
    private async Task DeliverAll((CountUp Message, Guid Identity)[] messages)
    {
        var before = portal.Handled;
        foreach (var (message, identity) in messages)
            await portal.Deliver(message, identity);
        await TallyPortal.Until(() => Task.FromResult(portal.Handled >= before + messages.Length), "all messages were handled");
    }
}
