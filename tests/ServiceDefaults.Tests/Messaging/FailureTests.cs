using System.Runtime.Serialization;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Mirrors;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;

namespace Portal.ServiceDefaults.Tests.Messaging;

[Collection(typeof(TallyTests))]
public sealed class FailureTests(TallyPortal portal)
{
    [Fact]
    public async Task Messages_that_wait_together_share_commits()
    {
        var tallies = await WhileHeld([.. Enumerable.Range(0, 20).Select(_ => TallyPortal.NewTally())]);

        foreach (var tally in tallies)
            await TallyPortal.Until(async () => await portal.SumOf(tally) == 1, "every message took effect");
        portal.Bench.Attempts.Where(attempt => tallies.Contains(attempt.Tally)).Select(attempt => attempt.UnitOfWork).Distinct().Count().ShouldBeLessThan(10);
    }

    [Fact]
    public async Task One_message_of_a_group_that_fails_spoils_it_for_none_of_the_others()
    {
        var tallies = Enumerable.Range(0, 10).Select(_ => TallyPortal.NewTally()).ToArray();
        var guilty = tallies[4];
        portal.Bench.Broken[guilty] = new InvalidOperationException("broken for a test");

        await WhileHeld(tallies);

        foreach (var tally in tallies.Where(tally => tally != guilty))
            await TallyPortal.Until(async () => await portal.SumOf(tally) == 1, "every other message took effect");
        await TallyPortal.Until(() => Task.FromResult(portal.Bench.Attempts.Count(attempt => attempt.Tally == guilty) >= 4), "the guilty one was tried again");
        (await portal.Find(guilty)).ShouldBeNull();
        foreach (var tally in tallies.Where(tally => tally != guilty))
            (await portal.SumOf(tally)).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_keeps_failing_is_parked_with_the_reason_and_let_out_by_replay(bool takesTooLong)
    {
        var (well, guilty) = (TallyPortal.NewTally(), TallyPortal.NewTally());
        var reason = $"no room for {guilty}";
        // Such is a statement's timeout; of a database that is away one could not tell it by itself.
        portal.Bench.Broken[guilty] = takesTooLong ? new NpgsqlException(reason, new TimeoutException()) : new InvalidOperationException(reason);

        await portal.Commit(outbox =>
        {
            outbox.Send(TallyModule.Mailbox, new CountUp(well, 1));
            outbox.Send(TallyModule.Mailbox, new CountUp(guilty, 1));
            outbox.Send(TallyModule.Mailbox, new CountUp(well, 1));
        });
        await TallyPortal.Until(async () => await Parked(guilty) is not null, "the message was parked");

        (await portal.SumOf(well)).ShouldBe(2);
        (await portal.OutboxRows(well)).ShouldBe(0);
        var parked = (await Parked(guilty))!;
        parked.ParkedReason.ShouldBe(reason);
        parked.MessageType.ShouldBe(typeof(CountUp).FullName);
        parked.Destination.ShouldBe(TallyModule.Mailbox);
        portal.Bench.Attempts.Count(attempt => attempt.Tally == guilty).ShouldBeGreaterThanOrEqualTo(4);

        portal.Bench.Broken.TryRemove(guilty, out _);
        (await portal.Desk.Replay()).ShouldBe(1);

        await TallyPortal.Until(async () => await portal.OutboxRows(guilty) == 0, "the message left the outbox");
        (await portal.SumOf(guilty)).ShouldBe(1);
        (await portal.Desk.Parked()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_nobody_knows_is_parked_and_blocks_nobody()
    {
        var tally = TallyPortal.NewTally();

        await portal.Commit(outbox =>
        {
            outbox.Send(TallyModule.Mailbox, new Stranger(tally));
            outbox.Send(TallyModule.Mailbox, new CountUp(tally, 1));
        });

        await TallyPortal.Until(async () => await Parked(tally) is not null, "the stranger was parked");
        (await Parked(tally))!.ParkedReason!.ShouldContain(typeof(Stranger).FullName!);
        await TallyPortal.Until(async () => await portal.SumOf(tally) == 1, "the message behind it took effect");
        await portal.Within((db, _) => db.Outbox.Where(row => row.Body.Contains(tally)).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_message_its_addressee_does_not_know_is_parked_with_the_reason_and_blocks_nobody()
    {
        var tally = TallyPortal.NewTally();

        await portal.Commit(outbox =>
        {
            outbox.Send(new MirrorModule().Name, new CountUp(tally, 1));
            outbox.Publish(new TallyTold(tally, 1));
        });

        await TallyPortal.Until(async () => await Parked(tally) is not null, "the message was parked");
        (await Parked(tally))!.ParkedReason.ShouldBe(UnknownMessages.Reason);
        await TallyPortal.Until(async () => await portal.MirroredSumOf(tally) == 1, "the message behind it took effect");
        await portal.Within((db, _) => db.Outbox.Where(row => row.Body.Contains(tally)).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_is_tried_again_later_and_in_the_end_parked_with_the_reason()
    {
        const string reason = "refused for a test";
        var tally = TallyPortal.NewTally();
        using var refusing = portal.Bus.ConnectSendObserver(new Refusal(tally, new InvalidOperationException(reason)));

        await portal.Commit(outbox => outbox.Send(TallyModule.Mailbox, new CountUp(tally, 1)));
        await TallyPortal.Until(() => portal.Within((db, _) => db.Outbox.AnyAsync(row => row.Body.Contains(tally) && row.Attempts == 1)), "the failure was counted");
        (await Parked(tally)).ShouldBeNull();
        await portal.Within((db, _) => db.Outbox.Where(row => row.Body.Contains(tally)).ExecuteUpdateAsync(row => row.SetProperty(message => message.Attempts, OutboxRelay.MostAttempts)));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));

        await TallyPortal.Until(async () => await Parked(tally) is not null, "the message was parked");
        (await Parked(tally))!.ParkedReason.ShouldBe(reason);

        refusing.Disconnect();
        (await portal.Desk.Replay()).ShouldBe(1);
        await TallyPortal.Until(async () => await portal.SumOf(tally) == 1, "the message took effect");
    }

    [Theory]
    [InlineData(typeof(NotSupportedException))]
    [InlineData(typeof(SerializationException))]
    public async Task A_message_that_can_never_be_sent_is_parked_at_once(Type failure)
    {
        var tally = TallyPortal.NewTally();
        using var refusing = portal.Bus.ConnectSendObserver(new Refusal(tally, (Exception)Activator.CreateInstance(failure)!));

        await portal.Commit(outbox => outbox.Send(TallyModule.Mailbox, new CountUp(tally, 1)));

        await TallyPortal.Until(async () => await Parked(tally) is not null, "the message was parked");
        (await Parked(tally))!.Attempts.ShouldBe(0);
        await portal.Within((db, _) => db.Outbox.Where(row => row.Body.Contains(tally)).ExecuteDeleteAsync());
    }

    private async Task<OutboxMessage?> Parked(string tally) => (await portal.Desk.Parked()).SingleOrDefault(row => row.Body.Contains(tally, StringComparison.Ordinal));

    /// <summary>Delivers a message for each tally while the mailbox is held, so that they wait together, then lets it go.</summary>
    private async Task<string[]> WhileHeld(string[] tallies)
    {
        portal.Bench.Holding = new TaskCompletionSource();
        portal.Bench.LetGo = new TaskCompletionSource();
        await portal.Deliver(new Hold(), Guid.NewGuid());
        await portal.Bench.Holding.Task;

        var before = portal.Received;
        foreach (var tally in tallies)
            await portal.Deliver(new CountUp(tally, 1), Guid.NewGuid());
        await TallyPortal.Until(() => Task.FromResult(portal.Received >= before + tallies.Length), "all messages waited");
        portal.Bench.LetGo.SetResult();
        return tallies;
    }

    /// <summary>Lets no message of the tally out.</summary>
    private sealed class Refusal(string tally, Exception failure) : ISendObserver
    {
        public Task PreSend<T>(SendContext<T> context) where T : class =>
            context.Message is CountUp count && count.Tally == tally ? throw failure : Task.CompletedTask;

        public Task PostSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

        public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Task.CompletedTask;
    }
}
