using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Portal.ServiceDefaults.Caching;

namespace Portal.Gateway;

/// <summary>A bucket of tokens for each client address: a burst, then a steady rate. Where Redis is, all gateways share it.</summary>
internal static class RateLimit
{
    public static void AddRateLimit(this WebApplicationBuilder builder)
    {
        var limit = new TokenBucketRateLimiterOptions
        {
            TokenLimit = builder.Configuration.GetValue("Gateway:RateLimit:Burst", 400),
            TokensPerPeriod = builder.Configuration.GetValue("Gateway:RateLimit:PerSecond", 100),
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            AutoReplenishment = false,
        };
        if (builder.AddRedis())
            builder.Services.AddSingleton<SharedBuckets>();
        builder.Services.AddSingleton(limit);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "1";
                return ValueTask.CompletedTask;
            };
        });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IServiceProvider>((options, services) =>
        {
            var shared = services.GetService<SharedBuckets>();
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                    ? RateLimitPartition.GetNoLimiter("health")
                    : RateLimitPartition.Get<string>(context.Connection.RemoteIpAddress?.ToString() ?? "",
                        address => shared is null ? new TokenBucketRateLimiter(limit) : new SharedBucket(shared, address, limit)));
        });
    }
}
