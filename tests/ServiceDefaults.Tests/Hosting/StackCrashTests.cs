using Npgsql;
using Portal.ServiceDefaults.Messaging;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>
/// The same promise on the full stack: every process of the portal, the broker, PostgreSQL and Redis are killed at random
/// moments under load, often several at once, and brought back.
/// </summary>
public sealed class StackCrashTests
{
    private const int Seed = 20260322;

    /// <summary>So many that chance leaves out no part.</summary>
    private const int EnoughForAll = 100;

    private static string[] Parts => [.. RunningStack.Processes, "postgres", "rabbitmq", "redis"];

    /// <summary>Some eight seconds each; PORTAL_CRASH_KILLS asks for more.</summary>
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("PORTAL_CRASH_KILLS") ?? "20", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_is_killed_every_accepted_declaration_ends_where_it_should_once()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var stack = RunningStack.Find()!;
        var load = new CrashLoad(stack.Address);
        var end = StackState(stack, load);
        using var client = new HttpClient { BaseAddress = stack.Address };
        await load.Prepare(client);

        using (var stopping = new CancellationTokenSource())
        {
            var running = load.RunThroughFailures(stopping.Token);
            var killed = new List<string>();
            try
            {
                await KillAgainAndAgain(new Random(Seed), killed);
            }
            finally
            {
                // Whatever happens here, the next test finds all of it running.
                await stopping.CancelAsync();
                await RunningStack.Control("up", "--no-build");
                await running;
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"killed: {string.Join(", ", killed.CountBy(name => name).Select(pair => $"{pair.Key} {pair.Value}"))}; accepted {load.Accepted.Count}");
            if (Kills >= EnoughForAll)
                Parts.Except(killed).ShouldBeEmpty();
        }

        await load.Finish();
        await CrashTests.UntilDone(end);

        load.Accepted.Count.ShouldBeGreaterThan(Kills);
        load.WithRelief.ShouldNotBeEmpty();
        end.Faults().ShouldBeEmpty();
    }

    /// <summary>The databases of the stack, and its error queues.</summary>
    internal static EndState StackState(RunningStack stack, CrashLoad load) => new(
        (database, sql) => CrashTests.Rows(new NpgsqlConnection(stack.Database(database)), sql), load, service => new ErrorQueues(stack.Broker).List(service).GetAwaiter().GetResult());

    /// <summary>The servers are killed as often as any process of the portal.</summary>
    private static async Task KillAgainAndAgain(Random random, List<string> killed)
    {
        var parts = Parts;
        while (killed.Count < Kills)
        {
            foreach (var part in random.GetItems(parts, random.Next(2, 8)).Distinct())
            {
                await Task.Delay(random.Next(0, 800));
                await RunningStack.Control("kill", part);
                killed.Add(part);
            }

            await RunningStack.Control("up", "--no-build");
            await Task.Delay(random.Next(0, 2000));
        }
    }
}
