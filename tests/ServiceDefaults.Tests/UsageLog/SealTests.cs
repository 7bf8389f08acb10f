using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.ServiceDefaults.Tests.UsageLog;

/// <summary>Whoever writes in the database can take the checkpoints away as well. What he meets then.</summary>
public sealed class SealTests : IDisposable
{
    private readonly LoneLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public async Task A_log_without_its_checkpoints_is_altered_even_to_whom_nothing_is_known()
    {
        var service = log.NewDesk();
        await log.Read();
        await service.Seal();
        log.Clock.Advance(TimeSpan.FromHours(1));
        await log.Read();
        await service.Seal();
        log.Clock.Advance(TimeSpan.FromHours(1));
        (await log.NewDesk().Verify()).ShouldBe(new UsageVerdict(2, 2, null, null));

        log.Tamper($"DELETE FROM usage_checkpoints");

        var verdict = await log.NewDesk().Verify();
        (verdict.FirstAltered, verdict.Checkpoints).ShouldBe((1, 0));
        verdict.Reason!.ShouldContain("from here on nothing is sealed, though the service wrote from 2026-03-21 09:00:00Z to 2026-03-21 10:00:00Z");
    }

    [Fact]
    public async Task The_last_rows_of_a_service_that_was_killed_are_told_and_are_no_alarm()
    {
        var service = log.NewDesk();
        await log.Read();
        await service.Seal();
        log.Clock.Advance(TimeSpan.FromHours(1));
        await log.Read();
        (await log.NewDesk().Verify()).UnsealedSince.ShouldBeNull("it may yet seal");
        var killed = log.Clock.GetUtcNow().UtcDateTime;

        log.Clock.Advance(TimeSpan.FromDays(1));
        (await log.NewDesk().Verify()).ShouldBe(new UsageVerdict(2, 1, null, null, killed));

        // It runs again, and has not yet sealed; then it has.
        await log.Read();
        (await log.NewDesk().Verify()).ShouldBe(new UsageVerdict(3, 1, null, null, killed));
        await service.Seal();
        (await log.NewDesk().Verify()).ShouldBe(new UsageVerdict(3, 2, null, null));
    }

    [Fact]
    public async Task What_was_logged_at_the_sealing_and_kept_elsewhere_tells_a_log_that_was_made_anew()
    {
        await log.Read("P1");
        await log.Read("P1");
        await log.NewDesk().Seal();
        var kept = log.Said.Entries.Single().Split(' ').Single(word => word.StartsWith($"{LoneLog.Service}:", StringComparison.Ordinal));
        (await Verify(kept)).ShouldBeNull();

        log.Tamper($"DELETE FROM usage_checkpoints; DELETE FROM usage_log");
        await log.Read("P2");
        await log.NewDesk().Seal();

        (await Verify()).ShouldBeNull("nobody could know");
        (await Verify(kept)).ShouldBe("tally: ALTERED at row 2: it is missing, though the log was sealed up to 2.");
        await log.Read("P2");
        (await Verify(kept)).ShouldBe("tally: ALTERED at row 2: up to 2 the rows were sealed, and are not those any more.");
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("tally:2")]
    [InlineData("tally:2:5A0F")]
    [InlineData("tally:two:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("customs:2:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_nobody_logged_is_not_compared_with_anything(string kept) => (await Verify(kept))!.ShouldBe($"'{kept}' is not what a service here logs when it seals: tally:ROW:HASH.");

    /// <summary>What the command says against the log, from a process that knows nothing of it.</summary>
    private async Task<string?> Verify(params string[] kept)
    {
        await using var services = new ServiceCollection().AddSingleton<IUsageDesk>(log.NewDesk()).BuildServiceProvider();
        try
        {
            await UsageAudit.Verify(services, kept);
            return null;
        }
        catch (StartupFailure failure)
        {
            return failure.Message;
        }
    }
}
