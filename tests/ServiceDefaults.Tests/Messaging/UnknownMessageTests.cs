using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Mirrors;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Messaging;

/// <summary>A message that its addressee has no consumer for, on the real broker; in memory it is parked (<see cref="FailureTests"/>).</summary>
public sealed class UnknownMessageTests
{
    [Fact]
    public async Task A_message_its_addressee_does_not_know_is_laid_aside_with_the_reason_and_not_lost_by_a_replay()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var (tally, mirror) = (new TallyModule(), new MirrorModule());
        var settings = await RunningStack.Find()!.Beside("unknown", "customs", "social-protection");
        settings[$"ConnectionStrings:{tally.Name}"] = settings["ConnectionStrings:customs"];
        settings[$"ConnectionStrings:{mirror.Name}"] = settings["ConnectionStrings:social-protection"];
        settings["Logging:LogLevel:Default"] = "None";
        await using var portal = await PortalUnderTest.Start(modules: [tally, mirror], settings: settings);
        var errors = portal.Services.GetRequiredService<ErrorQueues>();

        await using (var scope = portal.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Outbox<TallyDbContext>>().Send(mirror.Name, new CountUp("any", 1));
            await scope.ServiceProvider.GetRequiredService<TallyDbContext>().SaveChangesAsync();
        }

        var first = await Failed(DateTime.MinValue);
        first.Type.ShouldBe(typeof(CountUp).FullName);
        first.Reason.ShouldBe(UnknownMessages.Reason);

        (await errors.Replay(mirror.Name)).ShouldHaveSingleItem().MessageId.ShouldBe(first.MessageId);

        // The mirror knows it no better now; had its inbox kept the id, the replay would have vanished there.
        var second = await Failed(first.At!.Value);
        second.ShouldBe(first with { At = second.At });

        async Task<FailedMessage> Failed(DateTime after)
        {
            FailedMessage? found = null;
            await TallyPortal.Until(async () => (found = (await errors.List(mirror.Name)).Find(message => message.At > after)) is not null, "the message was laid aside");
            return found!;
        }
    }
}
