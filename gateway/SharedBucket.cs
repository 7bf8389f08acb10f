using System.Threading.RateLimiting;
using Portal.ServiceDefaults.Caching;
using StackExchange.Redis;

namespace Portal.Gateway;

/// <summary>
/// The bucket of one client address, kept in Redis for all gateways. Tokens are taken from it by the handful, so that few
/// requests wait for Redis; while Redis is away, each gateway has a bucket of its own.
/// </summary>
internal sealed class SharedBucket(SharedBuckets shared, string address, TokenBucketRateLimiterOptions limit) : ReplenishingRateLimiter
{
    private static readonly TimeSpan EmptyFor = TimeSpan.FromMilliseconds(50);

    private readonly TokenBucketRateLimiter own = new(limit);
    private readonly SemaphoreSlim reaching = new(1);
    private int inHand;
    private long emptyUntil;
    private long usedAt = Environment.TickCount64;

    public override TimeSpan? IdleDuration => TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref usedAt));

    public override bool IsAutoReplenishing => false;

    public override TimeSpan ReplenishmentPeriod => limit.ReplenishmentPeriod;

    public override bool TryReplenish() => own.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => null;

    /// <summary>What is in the hand goes without waiting; when it is empty, the middleware asks again and waits.</summary>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        Volatile.Write(ref usedAt, Environment.TickCount64);
        return Lease.Of(Interlocked.Decrement(ref inHand) >= 0);
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        await reaching.WaitAsync(cancellationToken);
        try
        {
            // Others have taken a handful while this one waited.
            if (Interlocked.Decrement(ref inHand) >= 0)
                return Lease.Given;
            if (Environment.TickCount64 < emptyUntil)
                return Lease.Refused;
            var handful = await shared.Take(address);
            Interlocked.Exchange(ref inHand, Math.Max(0, (handful ?? 0) - 1));
            if (handful == 0)
                emptyUntil = Environment.TickCount64 + (long)EmptyFor.TotalMilliseconds;
            return handful is null ? own.AttemptAcquire(permitCount) : Lease.Of(handful > 0);
        }
        finally
        {
            reaching.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        own.Dispose();
        reaching.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Lease(bool acquired) : RateLimitLease
    {
        public static readonly Lease Given = new(true);
        public static readonly Lease Refused = new(false);

        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [];

        public static Lease Of(bool acquired) => acquired ? Given : Refused;

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}

/// <summary>All buckets, in Redis.</summary>
internal sealed class SharedBuckets(Redis redis, TokenBucketRateLimiterOptions limit)
{
    /// <summary>Fills the bucket by what time has brought since the last handful, and takes one; both at once, by Redis's own clock.</summary>
    private const string TakeHandful = """
        local most, perSecond, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local time = redis.call('TIME')
        local now = time[1] + time[2] / 1000000
        local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        local tokens = math.min(most, (tonumber(bucket[1]) or most) + math.max(0, now - (tonumber(bucket[2]) or now)) * perSecond)
        local taken = math.min(math.floor(tokens), wanted)
        redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens - taken), 'at', string.format('%.6f', now))
        redis.call('PEXPIRE', KEYS[1], math.ceil(most / perSecond * 1000) + 1000)
        return taken
        """;

    private static readonly TimeSpan AloneFor = TimeSpan.FromSeconds(2);

    private readonly RedisValue[] arguments = [limit.TokenLimit, limit.TokensPerPeriod, Math.Max(1, limit.TokenLimit / 20)];
    private long aloneUntil;

    /// <summary>A handful of tokens of the address, or null while Redis does not answer.</summary>
    public async ValueTask<int?> Take(string address)
    {
        if (redis.Database is not { } database || Environment.TickCount64 < Volatile.Read(ref aloneUntil))
            return null;
        try
        {
            return (int)await database.ScriptEvaluateAsync(TakeHandful, [$"limit:{address}"], arguments);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // The others need not find out, each for itself, that Redis does not answer.
            Volatile.Write(ref aloneUntil, Environment.TickCount64 + (long)AloneFor.TotalMilliseconds);
            return null;
        }
    }
}
