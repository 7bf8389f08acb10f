using System.Diagnostics;
using System.Net;
using Portal.TestSupport;

namespace Portal.Identity.Tests.Gateway;

/// <summary>Two gateways that share their rate limit by Redis, and what becomes of it without Redis.</summary>
public sealed class SharedLimitTests : IAsyncLifetime
{
    private const int Burst = 40;

    private readonly RedisProcess redis = new();
    private PortalUnderTest one = null!;
    private PortalUnderTest other = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisProcess.IsInstalled, RedisProcess.Missing);
        await redis.Start();
        (one, other) = (await Start(), await Start());
    }

    public async ValueTask DisposeAsync()
    {
        if (one is not null)
            await one.DisposeAsync();
        if (other is not null)
            await other.DisposeAsync();
        redis.Dispose();
    }

    [Fact]
    public async Task Who_goes_from_one_gateway_to_another_has_one_bucket_all_the_same()
    {
        var (answers, seconds) = await AskBoth();

        answers.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(Burst, Burst + seconds);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Without_Redis_each_gateway_limits_for_itself_and_nobody_is_turned_away_for_that()
    {
        redis.Kill();

        var (answers, seconds) = await AskBoth();

        answers.Count(status => status == HttpStatusCode.OK).ShouldBeInRange(2 * Burst, 2 * (Burst + seconds));
        answers.Distinct().ShouldBe([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], ignoreOrder: true);
    }

    [Fact]
    public async Task While_Redis_hangs_requests_go_on()
    {
        redis.Hang(true);

        var (answers, _) = await AskBoth();

        redis.Hang(false);
        answers.Count(status => status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(2 * Burst);
    }

    /// <summary>The answers, and how many seconds they took, begun ones included: so many more are let in by each bucket.</summary>
    private async Task<(List<HttpStatusCode> Answers, int Seconds)> AskBoth()
    {
        var clock = Stopwatch.StartNew();
        var answers = new List<HttpStatusCode>();
        for (var time = 0; time < 2 * Burst; time++)
        {
            foreach (var portal in new[] { one, other })
            {
                using var answer = await portal.Anonymous.GetAsync("/api/echo");
                answers.Add(answer.StatusCode);
            }
        }

        return (answers, (int)clock.Elapsed.TotalSeconds + 1);
    }

    private Task<PortalUnderTest> Start() => PortalUnderTest.Start(modules: [new EchoModule()], settings: new Dictionary<string, string?>
    {
        ["ConnectionStrings:redis"] = redis.Connection, ["Logging:LogLevel:Default"] = "None",
        ["Gateway:RateLimit:Enabled"] = "true", ["Gateway:RateLimit:Burst"] = $"{Burst}", ["Gateway:RateLimit:PerSecond"] = "1",
    });
}
