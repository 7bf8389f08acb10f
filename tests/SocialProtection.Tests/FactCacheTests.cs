using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Portal.Contracts.SocialProtection;
using Portal.SocialProtection.Lookups;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>Redis away means slower, never wrong: what has changed is forgotten here all the same.</summary>
public sealed class FactCacheTests
{
    [Fact]
    public async Task What_has_changed_is_forgotten_though_Redis_is_away()
    {
        await using var services = new ServiceCollection().AddStackExchangeRedisCache(redis => redis.Configuration = $"127.0.0.1:{Ports.Free()},connectTimeout=200,abortConnect=false")
            .AddHybridCache().Services.BuildServiceProvider();
        var cache = services.GetRequiredService<HybridCache>();
        var (first, second) = (await Get(cache, "facts:first", "before"), await Get(cache, "facts:second", "before"));
        (await Get(cache, "facts:second", "kept?")).ShouldBe("before");

        await new FactCache(cache, services.GetRequiredService<IServiceScopeFactory>()).Forget(new PersonRecordsChanged { PersonIds = ["first", "second"], EmployerIds = [] });

        (first, second).ShouldBe(("before", "before"));
        (await Get(cache, "facts:first", "after"), await Get(cache, "facts:second", "after")).ShouldBe(("after", "after"));
    }

    private static async Task<string> Get(HybridCache cache, string key, string value) =>
        await cache.GetOrCreateAsync(key, _ => ValueTask.FromResult(value), cancellationToken: TestContext.Current.CancellationToken);
}
