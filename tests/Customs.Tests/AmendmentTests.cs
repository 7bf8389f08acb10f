using System.Net;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>A declarant corrects a declaration. In az medicine for 1,000 costs 180 VAT + 15 fee = 195, and for 2,000 it costs 375.</summary>
public sealed class AmendmentTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task Before_the_check_it_is_assessed_anew_and_paid_duties_are_given_back()
    {
        using var trader = await portal.As("trader");
        var (mrn, declaration) = await Lodged(trader, Goods.Medicine);
        Price(declaration, 2000);

        await trader.Do(mrn, "amendments", Amendment(declaration));

        var amended = await trader.UntilStatus(mrn, "under-documentary-check");
        amended["revision"]!.GetValue<int>().ShouldBe(2);
        amended["data"]!["invoiceAmount"]!.GetValue<decimal>().ShouldBe(2000);
        (await trader.Bookings(mrn)).ShouldBe(["duties -195", "refund 195", "duties -375"]);
        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "RES", "REQ", "TAX"]);
        var told = await trader.Notifications(mrn);
        (told[3]!["remark"]!.GetValue<string>(), told[4]!["reason"]!.GetValue<string>()).ShouldBe(("The price was wrong.", "granted"));
    }

    [Fact]
    public async Task Once_customs_has_begun_to_check_it_is_refused()
    {
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var (examined, arms) = await Lodged(trader, Goods.Arms);
        var (asked, medicine) = await Lodged(trader, Goods.Medicine);
        await officer.Do(asked, "documents-request", Steps.Demand(10, "N380"));
        var (done, tea) = await Lodged(trader, Goods.Tea);

        await trader.MayNot(examined, "amendments", Amendment(arms), "amendment-not-permitted");
        await trader.MayNot(asked, "amendments", Amendment(medicine), "amendment-not-permitted");
        await trader.MayNot(done, "amendments", Amendment(tea), "declaration-closed");

        (await trader.Declaration(examined))["revision"]!.GetValue<int>().ShouldBe(1);
        (await trader.Bookings(examined)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Reference_and_type_stay_as_lodged_and_all_faults_are_told()
    {
        using var trader = await portal.As("trader");
        var (mrn, declaration) = await Lodged(trader, Goods.Medicine);
        var changed = Goods.Export(portal);
        changed["functionalReferenceId"] = "ANOTHER";
        changed["grossMass"] = 1;

        using var answer = await trader.Post($"/api/customs/declarations/{mrn}/amendments", Amendment(changed));

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(
            ["/declaration/grossMass wrong-total", "/declaration/functionalReferenceId not-amendable", "/declaration/type not-amendable"], ignoreOrder: true);
        (await trader.Declaration(mrn))["data"]!["functionalReferenceId"]!.GetValue<string>().ShouldBe(declaration["functionalReferenceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stricter_lane_set_by_an_officer_survives_it()
    {
        using var trader = await portal.As("trader2");
        using var officer = await portal.As("customs-officer");
        var declaration = Goods.Import(portal, Goods.Medicine);
        var mrn = await trader.Lodge(declaration);
        await trader.UntilStatus(mrn, "awaiting-payment");
        await officer.Do(mrn, "lane", Steps.Lane("red"));

        await trader.Do(mrn, "amendments", Amendment(declaration));
        await trader.UntilStatus(mrn, "awaiting-payment");
        await trader.Deposit(1000);

        await trader.UntilStatus(mrn, "under-examination");
    }

    private async Task<(string Mrn, JsonObject Declaration)> Lodged(HttpClient trader, string commodity)
    {
        var declaration = Goods.Import(portal, commodity);
        var mrn = await trader.Lodge(declaration);
        await trader.UntilStatus(mrn, commodity switch { Goods.Arms => "under-examination", Goods.Medicine => "under-documentary-check", _ => "cleared" });
        return (mrn, declaration);
    }

    private static void Price(JsonObject declaration, decimal price) =>
        (declaration["invoiceAmount"], declaration["goodsItems"]![0]!["itemPrice"]) = (price, price);

    private static JsonObject Amendment(JsonObject declaration) => new() { ["reason"] = "The price was wrong.", ["declaration"] = declaration.DeepClone() };
}
