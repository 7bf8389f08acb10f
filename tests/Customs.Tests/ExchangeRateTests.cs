using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>The rate of the legal day. In az one euro is 1.9966 until 30 June 2026 and 2.0162 from 1 July, which begins in Baku at 20:00 UTC.</summary>
public sealed class ExchangeRateTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private static readonly DateTimeOffset Midnight = new(2026, 6, 30, 20, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_rate_is_that_of_the_day_of_acceptance_in_the_countrys_own_time()
    {
        var portal = own.Portal;
        using var trader = await portal.As("trader");
        var declaration = Goods.Import(portal, Goods.Medicine);
        declaration["invoiceCurrency"] = "EUR";

        own.Clock.Set(Midnight.AddMinutes(-5));
        (await trader.Send("/api/customs/duty-estimates", declaration)).Body!["exchangeRate"]!.GetValue<decimal>().ShouldBe(1.9966m);
        var mrn = await trader.Lodge(declaration);
        var before = (await trader.UntilStatus(mrn, "under-documentary-check"))["assessment"]!;
        (before["day"]!.GetValue<string>(), before["exchangeRate"]!.GetValue<decimal>(), before["customsValue"]!.GetValue<decimal>()).ShouldBe(("2026-06-30", 1.9966m, 1996.60m));

        own.Clock.Set(Midnight);
        (await trader.Send("/api/customs/duty-estimates", declaration)).Body!["exchangeRate"]!.GetValue<decimal>().ShouldBe(2.0162m);
        await trader.Do(mrn, "amendments", new() { ["reason"] = "Nothing much.", ["declaration"] = declaration.DeepClone() });
        var after = await trader.UntilStatus(mrn, "under-documentary-check");
        (after["revision"]!.GetValue<int>(), after["assessment"]!["day"]!.GetValue<string>(), after["assessment"]!["exchangeRate"]!.GetValue<decimal>()).ShouldBe((2, "2026-06-30", 1.9966m));
    }
}
