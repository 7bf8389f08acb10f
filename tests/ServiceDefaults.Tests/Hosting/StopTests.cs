using System.Diagnostics;
using System.Net;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>Told to stop under load, a process of the full stack finishes or gives back what it holds, within ten seconds.</summary>
public sealed class StopTests
{
    private const int Stops = 2;

    private int answered;

    [Fact]
    public async Task A_service_told_to_stop_ends_in_time_and_leaves_nothing_half_done()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var stack = RunningStack.Find()!;
        var load = new CrashLoad(stack.Address);
        var end = StackCrashTests.StackState(stack, load);
        using var client = new HttpClient { BaseAddress = stack.Address };
        await load.Prepare(client);
        using var stopping = new CancellationTokenSource();
        var running = load.RunThroughFailures(stopping.Token);

        try
        {
            for (var time = 0; time < Stops; time++)
                await StartAndStop(stack);
        }
        finally
        {
            await stopping.CancelAsync();
            await running;
        }

        await load.Finish();
        await CrashTests.UntilDone(end);
        end.Faults().ShouldBeEmpty();
        load.Accepted.Count.ShouldBeGreaterThan(100);
    }

    private async Task StartAndStop(RunningStack stack)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        using var replica = stack.Start("Customs", address.ToString().TrimEnd('/'));
        try
        {
            answered = 0;
            var asked = Ask(address, replica);
            for (var patience = 0; patience < 600 && Volatile.Read(ref answered) < 100; patience++)
                await Task.Delay(100);

            var clock = Stopwatch.StartNew();
            Process.Start("kill", ["-TERM", $"{replica.Id}"])!.Dispose();
            using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)))
                await replica.WaitForExitAsync(patience.Token);

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(11));
            replica.ExitCode.ShouldBe(0);
            await asked;
            answered.ShouldBeGreaterThanOrEqualTo(100);
        }
        finally
        {
            // One that did not stop would go on taking messages of other tests.
            if (!replica.HasExited)
                replica.Kill();
        }
    }

    /// <summary>Asks the process until it is gone: whatever it takes on, it answers.</summary>
    private async Task Ask(Uri address, Process replica)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (!replica.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/api/customs/tariff/010121");
                if (answer.StatusCode == HttpStatusCode.OK)
                    Interlocked.Increment(ref answered);
                else
                    answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                // It does not listen yet, or not any more.
                await Task.Delay(10);
            }
        }
    }
}
