using Portal.ServiceDefaults.Tests.Messaging.Tallies;

namespace Portal.ServiceDefaults.Tests.Messaging;

[Collection(typeof(TallyTests))]
public sealed class TimerTests(TallyPortal portal)
{
    [Fact]
    public async Task A_message_due_later_is_consumed_then_and_not_before()
    {
        var tally = TallyPortal.NewTally();
        var due = portal.Clock.GetUtcNow().UtcDateTime.AddHours(1);
        await portal.Commit(outbox => outbox.Send(TallyModule.Mailbox, new CountUp(tally, 1), due));

        await LetAnotherPass();
        (await portal.SumOf(tally)).ShouldBe(0);

        portal.Clock.Advance(TimeSpan.FromMinutes(59));
        await LetAnotherPass();
        (await portal.SumOf(tally)).ShouldBe(0);
        (await portal.OutboxRows(tally)).ShouldBe(1);

        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await TallyPortal.Until(async () => await portal.SumOf(tally) == 1, "the timer went off");
        await TallyPortal.Until(async () => await portal.OutboxRows(tally) == 0, "the outbox was empty");
    }

    [Fact]
    public async Task Proof_of_consumption_is_kept_for_thirty_days()
    {
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        await portal.Deliver(new CountUp(TallyPortal.NewTally(), 1), old);
        await TallyPortal.Until(() => portal.InboxHolds(old), "the message was consumed");
        portal.Clock.Advance(TimeSpan.FromDays(29));
        await portal.Deliver(new CountUp(TallyPortal.NewTally(), 1), young);
        await TallyPortal.Until(() => portal.InboxHolds(young), "the message was consumed");
        (await portal.InboxHolds(old)).ShouldBeTrue();

        portal.Clock.Advance(TimeSpan.FromDays(1.1));

        await TallyPortal.Until(async () => !await portal.InboxHolds(old), "the old proof was deleted");
        (await portal.InboxHolds(young)).ShouldBeTrue();
    }

    /// <summary>The relay has looked at the outbox once a message written now has been consumed.</summary>
    private async Task LetAnotherPass()
    {
        var other = TallyPortal.NewTally();
        await portal.Commit(outbox => outbox.Send(TallyModule.Mailbox, new CountUp(other, 1)));
        await TallyPortal.Until(async () => await portal.SumOf(other) == 1, "a message that is due passed");
    }
}
