using Portal.Customs.Risk;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>What customs checks before it lets goods go, the same embedded and on the full stack.</summary>
public sealed class LaneTests(Portals portals)
{
    [Theory, InlineData("az"), InlineData("af"), InlineData("zz"), InlineData(Portals.Stack)]
    public async Task Red_goods_are_examined_and_then_released_by_an_officer(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Arms));

        (await trader.UntilStatus(mrn, "under-examination"))["lane"]!.GetValue<string>().ShouldBe("red");
        (await officer.Read($"/api/customs/declarations?lane=red&status=under-examination&q={mrn}"))["items"]!.AsArray().ShouldHaveSingleItem()!["mrn"]!.GetValue<string>().ShouldBe(mrn);
        await officer.MayNot(mrn, "release", Steps.Because(), "wrong-status");
        await officer.MayNot(mrn, "documentary-check", Steps.Check(), "wrong-status");
        (await officer.Do(mrn, "examination", Steps.Check()))["status"]!.GetValue<string>().ShouldBe("checked");
        (await officer.Do(mrn, "release", Steps.Because()))["status"]!.GetValue<string>().ShouldBe("cleared");

        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "CTL", "ROG", "CLE"]);
    }

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz"), InlineData(Portals.Stack)]
    public async Task Yellow_goods_are_released_after_their_documents_were_checked(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));

        (await trader.UntilStatus(mrn, "under-documentary-check"))["lane"]!.GetValue<string>().ShouldBe("yellow");
        await officer.MayNot(mrn, "examination", Steps.Check(), "wrong-status");
        await officer.Do(mrn, "documentary-check", Steps.Check());
        await officer.MayNot(mrn, "documentary-check", Steps.Check(), "wrong-status");
        await officer.Do(mrn, "release", Steps.Because());
        await officer.MayNot(mrn, "release", Steps.Because(), "wrong-status");

        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "ROG", "CLE"]);
    }

    [Theory, InlineData("az"), InlineData("af"), InlineData("zz"), InlineData(Portals.Stack)]
    public async Task Blue_goods_are_released_at_once_and_cleared_by_the_audit(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var large = portal.Rules().Risk.Rules.Single(rule => rule.Lane == RiskLane.Blue).CustomsValueOver!.Value;
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Tea, large + 1));

        (await trader.UntilStatus(mrn, "released"))["lane"]!.GetValue<string>().ShouldBe("blue");
        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "ROG"]);
        await officer.MayNot(mrn, "lane", Steps.Lane("red"), "lane-change-not-permitted");
        (await officer.Do(mrn, "documentary-check", Steps.Check()))["status"]!.GetValue<string>().ShouldBe("cleared");

        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "ROG", "CLE"]);
        (await trader.UntilStatus(await trader.Lodge(Goods.Import(portal, Goods.Tea, large)), "cleared"))["lane"]!.GetValue<string>().ShouldBe("green");
    }

    [Theory, InlineData("az"), InlineData(Portals.Stack)]
    public async Task Findings_are_told_to_the_declarant_and_the_check_goes_on(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Arms));
        await trader.UntilStatus(mrn, "under-examination");

        (await officer.Do(mrn, "examination", Steps.Check(conforms: false)))["status"]!.GetValue<string>().ShouldBe("under-examination");
        await officer.MayNot(mrn, "release", Steps.Because(), "wrong-status");

        var told = (await trader.Notifications(mrn))[^1]!;
        (told["code"]!.GetValue<string>(), told["reason"]!.GetValue<string>(), told["remark"]!.GetValue<string>()).ShouldBe(("QRY", "findings", "Two cartons more than declared."));
    }

    [Theory, InlineData("az"), InlineData(Portals.Stack)]
    public async Task The_lane_becomes_stricter_only_and_for_a_reason(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Medicine));
        await trader.UntilStatus(mrn, "under-documentary-check");

        await officer.MayNot(mrn, "lane", Steps.Lane("yellow"), "lane-not-stricter");
        await officer.MayNot(mrn, "lane", Steps.Lane("green"), "lane-not-stricter");
        (await officer.Do(mrn, "lane", Steps.Lane("red")))["status"]!.GetValue<string>().ShouldBe("under-examination");
        await officer.MayNot(mrn, "lane", Steps.Lane("yellow"), "lane-not-stricter");

        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "CTL"]);
        var decision = (await officer.Declaration(mrn))["decisions"]!.AsArray().ShouldHaveSingleItem()!;
        (decision["kind"]!.GetValue<string>(), decision["outcome"]!.GetValue<string>(), decision["remark"]!.GetValue<string>(), decision["officer"]!.GetValue<string>(), decision["officerName"]!.GetValue<string>())
            .ShouldBe(("lane", "red", "A seal is damaged.", "customs-officer", "Tural Modelzadə"));
    }

    [Theory, InlineData("az"), InlineData(Portals.Stack)]
    public async Task The_rules_that_hit_are_shown_to_officers_and_not_to_the_declarant(string country)
    {
        var portal = await portals.In(country);
        using var trader = await portal.As("trader");
        using var officer = await portal.As("customs-officer");
        var mrn = await trader.Lodge(Goods.Import(portal, Goods.Arms));
        await trader.UntilStatus(mrn, "under-examination");

        var seen = await officer.Declaration(mrn);
        seen["risk"]!["hits"]!.AsArray().ShouldHaveSingleItem()!["rule"]!.GetValue<string>().ShouldBe("arms");
        var own = (await trader.Declaration(mrn)).AsObject();
        (own["risk"], own["decisions"]).ShouldBe((null, null));
        own.ToJsonString().ShouldNotContain("arms");
    }

    [Fact]
    public async Task Tobacco_in_transit_has_its_documents_checked()
    {
        var portal = await portals.In("az");
        using var trader = await portal.As("trader");

        var mrn = await trader.Lodge(Goods.Transit(portal, "240220"));

        await trader.UntilStatus(mrn, "under-documentary-check");
    }
}
