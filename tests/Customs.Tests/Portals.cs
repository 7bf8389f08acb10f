using System.Collections.Concurrent;
using Portal.Customs.Tests;
using Portal.TestSupport;

[assembly: AssemblyFixture(typeof(Portals))]

namespace Portal.Customs.Tests;

/// <summary>
/// One portal for each country, shared by every test that does not need its own. The accounts of trader, citizen and
/// citizen2 are full; trader2's is almost empty and stays so: who spends from it pays in as much.
/// </summary>
public sealed class Portals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalUnderTest>>> started = new(StringComparer.Ordinal);
    private IDisposable? stackHeld;

    /// <summary>In place of a country: the full stack, where it runs.</summary>
    public const string Stack = "stack";

    public Task<PortalUnderTest> In(string country) => started.GetOrAdd(country, code => new(() => code == Stack ? FindStack() : Start(code))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in started.Values.Where(portal => portal.Value.IsCompletedSuccessfully))
            await (await portal.Value).DisposeAsync();
        stackHeld?.Dispose();
    }

    private static async Task<PortalUnderTest> Start(string country)
    {
        return await Pay(await PortalUnderTest.Start(country));
    }

    private async Task<PortalUnderTest> FindStack()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        var stack = RunningStack.Find()!;
        stackHeld = await RunningStack.Alone();
        return await Pay(PortalUnderTest.Of(stack, await In(stack.Country)));
    }

    private static async Task<PortalUnderTest> Pay(PortalUnderTest portal)
    {
        foreach (var persona in new[] { "trader", "citizen", "citizen2" })
        {
            using var client = await portal.As(persona);
            await client.Deposit(100_000_000);
        }

        return portal;
    }
}

/// <summary>A portal of az with a clock that can be moved, for the tests of one class. Tokens are fetched before anybody moves it.</summary>
public sealed class OwnPortal : IAsyncLifetime
{
    public MovableClock Clock { get; } = new();

    public PortalUnderTest Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Portal = await PortalUnderTest.Start(clock: Clock);
        foreach (var persona in new[] { "trader", "trader2", "citizen", "citizen2", "customs-officer", "customs-head", "fund-head" })
            await Portal.Token(persona);
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
