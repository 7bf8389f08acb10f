using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Caching;
using Portal.TestSupport;
using StackExchange.Redis;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>Redis dead or flushed means slower, never wrong and never down.</summary>
public sealed class CacheTests : IAsyncLifetime
{
    private readonly RedisProcess redis = new();
    private readonly List<WebApplication> replicas = [];
    private int made;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisProcess.IsInstalled, RedisProcess.Missing);
        await redis.Start();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in replicas)
            await replica.DisposeAsync();
        redis.Dispose();
    }

    [Fact]
    public async Task Replicas_share_what_one_of_them_has_made()
    {
        var (one, other) = (await Replica(), await Replica());

        (await Get(one, "a")).ShouldBe("value of a");
        await Until(async () => await Held(other, "a"));
        (await Get(other, "a")).ShouldBe("value of a");

        made.ShouldBe(1);
    }

    [Fact]
    public async Task Without_Redis_at_the_start_everything_is_made_here_and_the_health_says_so()
    {
        redis.Kill();
        var replica = await Replica();

        (await Get(replica, "a")).ShouldBe("value of a");

        (await Health(replica)).ShouldBe(HealthStatus.Degraded);
        await redis.Start();
        await Until(async () => await Health(replica) == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Whether_Redis_is_killed_flushed_or_hangs_every_answer_is_right_and_soon()
    {
        var replica = await Replica();
        using var stopping = new CancellationTokenSource();
        var slowest = TimeSpan.Zero;
        var asked = 0;
        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!stopping.IsCancellationRequested)
            {
                var key = $"{Interlocked.Increment(ref asked)}";
                var clock = Stopwatch.StartNew();
                (await Get(replica, key)).ShouldBe($"value of {key}");
                slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
                await Task.Delay(1);
            }
        }));

        for (var time = 0; time < 3; time++)
        {
            redis.Kill();
            await Until(async () => await Health(replica) == HealthStatus.Degraded);
            await redis.Start();
            await Until(async () => await Health(replica) == HealthStatus.Healthy);
            await Until(() => Flushed(replica));
        }

        redis.Hang(true);
        await Task.Delay(1000);
        redis.Hang(false);
        await stopping.CancelAsync();
        await asking;
        asked.ShouldBeGreaterThan(100);
        made.ShouldBe(asked);
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task What_a_service_may_do_in_Redis_is_enough_for_its_cache()
    {
        redis.Kill();
        // As in docker-compose.yml.
        await redis.Start("--user", "tests", "on", ">x", "~portal:tests:*", "-@all", "+@connection", "-@dangerous", "+@hash", "+del", "+unlink", "+exists", "+expire", "+pexpire");
        var replica = await Replica(",user=tests,password=x");

        (await Get(replica, "a")).ShouldBe("value of a");

        await Until(() => Held(replica, "a"));
    }

    /// <summary>False while the connection that has just come back is gone once more.</summary>
    private static async Task<bool> Flushed(WebApplication replica)
    {
        try
        {
            await replica.Services.GetRequiredService<Redis>().Database!.ExecuteAsync("FLUSHALL");
            return true;
        }
        catch (RedisConnectionException)
        {
            return false;
        }
    }

    private async Task<WebApplication> Replica(string user = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:redis", redis.Connection + user), new("urls", "http://127.0.0.1:0")]);
        builder.AddCache("tests");
        builder.Services.AddHealthChecks();
        var replica = builder.Build();
        replicas.Add(replica);
        await replica.StartAsync();
        await replica.Services.GetRequiredService<Redis>().Connection;
        return replica;
    }

    private async Task<string> Get(WebApplication replica, string key) =>
        await replica.Services.GetRequiredService<HybridCache>().GetOrCreateAsync(key, _ =>
        {
            Interlocked.Increment(ref made);
            return ValueTask.FromResult($"value of {key}");
        });

    /// <summary>The value is written to Redis after its maker has got his answer.</summary>
    private static async Task<bool> Held(WebApplication replica, string key) =>
        await replica.Services.GetRequiredService<Redis>().Database!.KeyExistsAsync($"portal:tests:{key}");

    private static async Task<HealthStatus> Health(WebApplication replica) => (await replica.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;

    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var patience = 0; patience < 300; patience++)
        {
            if (await isSo())
                return;
            await Task.Delay(50);
        }

        throw new TimeoutException("It never came to be so.");
    }
}
