using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults.Caching;

/// <summary>Gives a service its cache.</summary>
public static class CacheExtensions
{
    /// <summary>
    /// Registers <see cref="HybridCache"/>: in this process for ten seconds and, where Redis is, for thirty for all replicas
    /// of <paramref name="service"/>. A removal reaches the other replicas only after those ten seconds, so what must never
    /// be late is not kept here, but asked of the database every time (docs/adr/0010).
    /// </summary>
    public static void AddCache(this IHostApplicationBuilder builder, string service)
    {
        builder.Services.AddHybridCache(options => options.DefaultEntryOptions = new HybridCacheEntryOptions
        {
            Expiration = TimeSpan.FromSeconds(30), LocalCacheExpiration = TimeSpan.FromSeconds(10),
        });
        if (!builder.AddRedis())
            return;
        builder.Services.AddStackExchangeRedisCache(options => options.InstanceName = $"portal:{service}:");
        builder.Services.AddOptions<RedisCacheOptions>().Configure<Redis>((options, redis) => options.ConnectionMultiplexerFactory = () => redis.Connection);
        // Every question that Redis does not answer is an ordinary miss; that Redis is away is said once.
        builder.Logging.AddFilter("Microsoft.Extensions.Caching", LogLevel.None);
    }

    /// <summary>Registers <see cref="Redis"/> where <c>ConnectionStrings:redis</c> is set; false where it is not.</summary>
    public static bool AddRedis(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("redis") is not { Length: > 0 } address)
            return false;
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Redis>(services, address));
        builder.Services.AddHostedService(services => services.GetRequiredService<Redis>());
        builder.Services.AddHealthChecks().AddCheck<Redis>("redis", tags: ["ready"]);
        return true;
    }
}
