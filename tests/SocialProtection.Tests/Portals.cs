using System.Collections.Concurrent;
using Portal.SocialProtection.Tests;
using Portal.TestSupport;

[assembly: AssemblyFixture(typeof(Portals))]

namespace Portal.SocialProtection.Tests;

/// <summary>One portal for each country, shared by every test that does not need its own.</summary>
public sealed class Portals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalUnderTest>>> started = new(StringComparer.Ordinal);

    public Task<PortalUnderTest> In(string country) => started.GetOrAdd(country, code => new(() => PortalUnderTest.Start(code))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in started.Values.Where(portal => portal.Value.IsCompletedSuccessfully))
            await (await portal.Value).DisposeAsync();
    }
}
