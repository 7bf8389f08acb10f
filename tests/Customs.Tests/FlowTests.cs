using System.Globalization;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>The way from lodging to release, the same under every country pack, embedded and on the full stack.</summary>
public sealed class FlowTests(Portals portals)
{
    private const string Usage = "/api/social-protection/persons/me/usage";

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz"), InlineData(Portals.Stack)]
    public async Task A_declaration_in_the_green_lane_is_cleared_by_itself(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");

        var mrn = await trader.Lodge(portal.Example("lodgeDeclaration"));

        var declaration = await trader.UntilStatus(mrn, "cleared");
        declaration["lane"]!.GetValue<string>().ShouldBe("green");
        declaration["isPaid"]!.GetValue<bool>().ShouldBeTrue();
        mrn[2..4].ShouldBe(portal.Country.ToUpperInvariant());
        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "ROG", "CLE"]);
        (await trader.Bookings(mrn)).ShouldBe([FormattableString.Invariant($"duties {-declaration["assessment"]!["total"]!.GetValue<decimal>():0.###}")]);
    }

    // A car of 20,000 in national currency. az: the fee of 15 stays. af: the fee of 500 stays. zz has no fee.
    [Theory, InlineData("az", "15"), InlineData(Portals.Stack, "15"), InlineData("af", "500"), InlineData("zz", "0")]
    public async Task A_confirmed_relief_waives_the_duties_and_the_person_sees_who_asked(string country, string due)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen");

        var mrn = await citizen.Lodge(Goods.CarWithRelief(portal));

        var declaration = await citizen.UntilStatus(mrn, "cleared");
        (await citizen.NotificationCodes(mrn)).ShouldBe(["RCV", "QRY", "ACC", "TAX", "ROG", "CLE"]);
        (await citizen.Notifications(mrn))[1]!["reason"]!.GetValue<string>().ShouldBe("asked:social-protection");
        declaration["assessment"]!["total"]!.GetValue<decimal>().ShouldBe(decimal.Parse(due, CultureInfo.InvariantCulture));
        var charges = declaration["assessment"]!["items"]![0]!["charges"]!.AsArray();
        charges.Where(charge => charge!["reliefCode"] is not null).Select(charge => charge!["code"]!.GetValue<string>()).ShouldBe(portal.Relief().Waives);
        charges.ShouldAllBe(charge => charge!["amount"]!.GetValue<decimal>() == 0 && charge["relieved"]!.GetValue<decimal>() > 0);

        var asked = (await citizen.Read(Usage))["items"]!.AsArray().Where(row => row!["case"]!.GetValue<string>().StartsWith(mrn, StringComparison.Ordinal)).ShouldHaveSingleItem()!;
        asked["institution"]!.GetValue<string>().ShouldBe("customs");
        asked["action"]!.GetValue<string>().ShouldBe("valid-disability-certificate");
        asked["purpose"]!.GetValue<string>().ShouldBe("customs-relief");
        asked["answered"]!.GetValue<bool>().ShouldBeTrue();
    }

    // az: duty 15 % of 20,000 = 3,000; excise 10 % of 23,000 = 2,300; VAT 18 % of 25,300 = 4,554; fee 15.
    // af: duty 25 % of 20,000 = 5,000; receipts tax 4 % of 25,000 = 1,000; fixed tax 2 % of 20,000 = 400; fee 500.
    // zz: levy 12.5 % of 20,000 = 2,500.
    [Theory, InlineData("az", "9869"), InlineData(Portals.Stack, "9869"), InlineData("af", "6900"), InlineData("zz", "2500")]
    public async Task A_relief_that_is_not_confirmed_leaves_the_duties_due_and_says_why(string country, string due)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen2");

        var mrn = await citizen.Lodge(Goods.CarWithRelief(portal));

        var declaration = await citizen.UntilStatus(mrn, "cleared");
        (await citizen.NotificationCodes(mrn)).ShouldBe(["RCV", "QRY", "QRY", "ACC", "TAX", "ROG", "CLE"]);
        (await citizen.Notifications(mrn))[2]!["reason"]!.GetValue<string>().ShouldBe("relief-not-confirmed:no-valid-certificate");
        declaration["assessment"]!["total"]!.GetValue<decimal>().ShouldBe(decimal.Parse(due, CultureInfo.InvariantCulture));
        declaration["confirmations"]![0]!["holds"]!.GetValue<bool>().ShouldBeFalse();
        (await citizen.Read(Usage))["items"]!.AsArray().Count(row => row!["case"]!.GetValue<string>().StartsWith(mrn, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz"), InlineData(Portals.Stack)]
    public async Task Exports_and_goods_in_transit_pay_no_duties(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");

        foreach (var declaration in new[] { Goods.Export(portal), Goods.Transit(portal) })
        {
            var mrn = await trader.Lodge(declaration);

            var assessment = (await trader.UntilStatus(mrn, "cleared"))["assessment"]!;
            assessment["items"]![0]!["charges"]!.AsArray().ShouldBeEmpty();
            assessment["total"]!.GetValue<decimal>().ShouldBe(portal.Rules().Charges.Sum(charge => charge.FixedAmount ?? 0));
            (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "ROG", "CLE"]);
        }
    }

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz"), InlineData(Portals.Stack)]
    public async Task A_declaration_that_waits_for_money_goes_on_to_its_check_once_it_is_paid(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader2");
        using var officer = await portal.As("customs-officer");
        // What a run that was cut short left on the stack would be paid first.
        foreach (var left in (await trader.Read("/api/customs/declarations?status=awaiting-payment&pageSize=100"))["items"]!.AsArray())
            await trader.Do(left!["mrn"]!.GetValue<string>(), "cancellation", Steps.Because());
        var balance = await trader.Balance();
        // Short even where the duties are one percent.
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine, 1000 + (100 * balance)));

        var due = (await trader.UntilStatus(mrn, "awaiting-payment"))["assessment"]!["total"]!.GetValue<decimal>();
        (await trader.Notifications(mrn))[^1]!["amount"]!.GetValue<decimal>().ShouldBe(due);
        await officer.MayNot(mrn, "documentary-check", Steps.Check(), "wrong-status");
        await trader.Deposit(due);
        await trader.UntilStatus(mrn, "under-documentary-check");
        await officer.Do(mrn, "documentary-check", Steps.Check());
        (await officer.Do(mrn, "release", Steps.Because()))["status"]!.GetValue<string>().ShouldBe("cleared");

        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "CPI", "ROG", "CLE"]);
        (await trader.Bookings(mrn)).ShouldBe([FormattableString.Invariant($"duties {-due:0.###}")]);
        (await trader.Balance()).ShouldBe(balance);
    }

    [Theory, InlineData("az", "0.12", "0.125"), InlineData("zz", "0.125", "0.1255")]
    public async Task A_deposit_has_the_decimals_of_the_national_currency(string country, string paid, string tooPrecise)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");

        await trader.Deposit(decimal.Parse(paid, CultureInfo.InvariantCulture));
        using var refused = await trader.PostText("/api/customs/accounts/me/deposits", $$"""{ "amount": {{tooPrecise}}, "reference": "TOO-PRECISE" }""");

        (await refused.ShouldBeProblem(System.Net.HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["/amount too-precise"]);
    }
}
