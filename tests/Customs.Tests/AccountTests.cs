using System.Net;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Deposit accounts: shortage, deposits, refunds. In az tea for 1,000 costs 50 duty + 189 VAT + 15 fee = 254, and medicine 195.</summary>
public sealed class AccountTests(OwnPortal own, Portals portals) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task A_declaration_waits_for_money_and_goes_on_by_itself_oldest_first()
    {
        using var trader = await portal.As("trader2");
        var lodged = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            lodged.Add(await trader.Lodge(Goods.Import(portal)));
            await trader.UntilStatus(lodged[i], "awaiting-payment");
        }

        (await trader.NotificationCodes(lodged[0])).ShouldBe(["RCV", "ACC", "TAX", "CPI"]);
        (await trader.Notifications(lodged[0]))[^1]!["amount"]!.GetValue<decimal>().ShouldBe(254);
        (await trader.Balance()).ShouldBe(100);

        await trader.Deposit(160);
        await trader.UntilStatus(lodged[0], "cleared");
        (await trader.Balance()).ShouldBe(6);
        foreach (var younger in lodged.Skip(1))
            (await trader.Declaration(younger))["status"]!.GetValue<string>().ShouldBe("awaiting-payment");

        await trader.Deposit(508);
        await trader.UntilStatus(lodged[1], "cleared");
        await trader.UntilStatus(lodged[2], "cleared");
        (await trader.Balance()).ShouldBe(6);
        foreach (var mrn in lodged)
        {
            (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "CPI", "ROG", "CLE"]);
            (await trader.Bookings(mrn)).ShouldBe(["duties -254"]);
        }
    }

    [Fact]
    public async Task A_lane_made_stricter_while_money_is_missing_holds_after_payment()
    {
        using var citizen = await portal.As("citizen2");
        using var officer = await portal.As("customs-officer");
        var mrn = await citizen.Lodge(Goods.Import(portal));
        await citizen.UntilStatus(mrn, "awaiting-payment");

        (await officer.Do(mrn, "lane", Steps.Lane("yellow")))["status"]!.GetValue<string>().ShouldBe("awaiting-payment");
        await citizen.Deposit(254);

        await citizen.UntilStatus(mrn, "under-documentary-check");
    }

    [Theory, InlineData("az", "reject"), InlineData("az", "cancel"), InlineData(Portals.Stack, "reject"), InlineData(Portals.Stack, "cancel")]
    public async Task What_is_rejected_or_cancelled_gets_its_duties_back_once(string country, string how)
    {
        var shared = await portals.In(country);
        using var trader = await shared.As("trader");
        using var officer = await shared.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(shared, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");
        (await trader.Bookings(mrn)).ShouldBe(["duties -195"]);

        var closed = how == "reject" ? await officer.Do(mrn, "rejection", Steps.Because("No permit.")) : await trader.Do(mrn, "cancellation", Steps.Because("Turned back."));

        closed["status"]!.GetValue<string>().ShouldBe(how == "reject" ? "rejected" : "cancelled");
        var told = (await trader.Notifications(mrn))[^1]!;
        (told["code"]!.GetValue<string>(), told["remark"]!.GetValue<string>()).ShouldBe(how == "reject" ? ("REJ", "No permit.") : ("INV", "Turned back."));
        await officer.MayNot(mrn, "rejection", Steps.Because(), "declaration-closed");
        await trader.MayNot(mrn, "cancellation", Steps.Because(), "declaration-closed");
        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", how == "reject" ? "REJ" : "INV"]);
        (await trader.Bookings(mrn)).ShouldBe(["duties -195", "refund 195"]);
    }

    [Fact]
    public async Task Goods_that_are_being_examined_or_were_cleared_cannot_be_cancelled()
    {
        using var trader = await portal.As("trader");
        var examined = await trader.Lodge(Goods.Import(portal, Goods.Arms));
        var cleared = await trader.Lodge(Goods.Import(portal));
        await trader.UntilStatus(examined, "under-examination");
        await trader.UntilStatus(cleared, "cleared");

        await trader.MayNot(examined, "cancellation", Steps.Because(), "cancellation-not-permitted");
        await trader.MayNot(cleared, "cancellation", Steps.Because(), "declaration-closed");
    }

    [Fact]
    public async Task The_same_deposit_reference_is_booked_once_also_when_sent_in_parallel()
    {
        using var citizen = await portal.As("citizen");
        var before = await citizen.Balance();
        var deposit = new JsonObject { ["amount"] = 7, ["reference"] = "BANK-1" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => citizen.Send("/api/customs/accounts/me/deposits", deposit)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict);
        (await citizen.Balance()).ShouldBe(before + 7);
    }

    [Theory, InlineData("0"), InlineData("-5"), InlineData("0.001"), InlineData("100000000.01"), InlineData("1e30"), InlineData("\"5\""), InlineData("null")]
    public async Task A_deposit_of_no_sensible_amount_is_refused(string amount)
    {
        using var citizen = await portal.As("citizen");

        using var answer = await citizen.PostText("/api/customs/accounts/me/deposits", $$"""{ "amount": {{amount}}, "reference": "BANK-BAD" }""");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldHaveSingleItem().ShouldStartWith("/amount ");
    }
}
