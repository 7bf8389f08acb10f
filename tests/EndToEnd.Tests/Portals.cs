using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Portal.EndToEnd.Tests;
using Portal.TestSupport;

[assembly: AssemblyFixture(typeof(Portals))]

namespace Portal.EndToEnd.Tests;

/// <summary>One portal for each country and one browser for all tests. The trader's account is full in both.</summary>
public sealed class Portals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalUnderTest>>> started = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> sessions = new(StringComparer.Ordinal);
    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> browser = new(StartBrowser);

    /// <summary>The portal of a country.</summary>
    public Task<PortalUnderTest> In(string country) => started.GetOrAdd(country, code => new(() => Start(code))).Value;

    /// <summary>The browser; where there is none, the test is skipped, but fails in CI.</summary>
    internal async Task<IBrowser> Browser()
    {
        if (Chromium.Program is null && Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(Chromium.Missing);
        Assert.SkipWhen(Chromium.Program is null, Chromium.Missing);
        return (await browser.Value).Browser;
    }

    /// <summary>Cookies of somebody who has signed in before: signing in is tested once, not in every test.</summary>
    internal Task<string> SessionOf(string persona, PortalUnderTest portal) => sessions.GetOrAdd($"{portal.Anonymous.BaseAddress} {persona}", _ => new(async () =>
    {
        await using var context = await (await Browser()).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(portal.Anonymous.BaseAddress!, "en/sign-in").ToString());
        await page.ClickAsync($"button[name=persona][value={persona}]");
        await page.WaitForURLAsync(new Uri(portal.Anonymous.BaseAddress!, "en").ToString(), new() { WaitUntil = WaitUntilState.Commit });
        return await context.StorageStateAsync();
    })).Value;

    public async ValueTask DisposeAsync()
    {
        if (browser is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await browser.Value).Browser.CloseAsync();
            (await browser.Value).Driver.Dispose();
        }

        foreach (var portal in started.Values.Where(portal => portal.Value.IsCompletedSuccessfully))
            await (await portal.Value).DisposeAsync();
    }

    private static async Task<(IPlaywright, IBrowser)> StartBrowser()
    {
        var driver = await Playwright.CreateAsync();
        return (driver, await Chromium.Start(driver));
    }

    private static async Task<PortalUnderTest> Start(string country)
    {
        var portal = await PortalUnderTest.Start(country);
        using var trader = await portal.As("trader");
        await trader.Send("/api/customs/accounts/me/deposits", new JsonObject { ["amount"] = 100_000_000, ["reference"] = "PLENTY" });
        return portal;
    }
}
