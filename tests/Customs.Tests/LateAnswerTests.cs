using Portal.AllInOne;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Another agency does not answer: the declaration waits, says so, and goes on by itself.</summary>
public sealed class LateAnswerTests
{
    [Theory, InlineData("az"), InlineData("zz")]
    public async Task A_declaration_waits_visibly_for_another_agency_and_goes_on_by_itself_once_it_answers(string country)
    {
        var clock = new MovableClock();
        string folder, mrn;
        await using (var alone = await PortalUnderTest.Start(country, clock: clock, modules: [.. EmbeddedPortal.Modules.Where(module => module.Name is "identity" or "customs")]))
        {
            folder = alone.Folder;
            using var citizen = await alone.As("citizen");
            using var officer = await alone.As("customs-officer");
            mrn = await citizen.Lodge(Goods.CarWithRelief(alone));

            var waiting = await citizen.UntilStatus(mrn, "awaiting-confirmation");
            waiting["confirmations"]![0]!["institution"]!.GetValue<string>().ShouldBe("social-protection");
            waiting["confirmations"]![0]!.AsObject().ContainsKey("holds").ShouldBeFalse();
            (await citizen.NotificationCodes(mrn)).ShouldBe(["RCV", "QRY"]);
            await officer.MayNot(mrn, "lane", Steps.Lane("red"), "lane-change-not-permitted");
            await officer.MayNot(mrn, "release", Steps.Because(), "wrong-status");

            clock.Advance(alone.Rules().ConfirmationExpectedWithin);
            var notifications = await PortalUnderTest.Until(citizen, $"/api/customs/declarations/{mrn}/notifications", told => told.AsArray().Count == 3);
            notifications[2]!["code"]!.GetValue<string>().ShouldBe("QRY");
            notifications[2]!["reason"]!.GetValue<string>().ShouldBe("waiting-for:social-protection");
            (await citizen.Declaration(mrn))["confirmations"]![0]!["isLate"]!.GetValue<bool>().ShouldBeTrue();
        }

        // On the real clock, so that a new token is valid.
        await using var whole = await PortalUnderTest.Start(country, folder);
        using var again = await whole.As("citizen");

        // zz: the citizen has no deposit, and nothing is due either.
        await again.UntilStatus(mrn, "cleared");
        (await again.NotificationCodes(mrn)).ShouldBe(["RCV", "QRY", "QRY", "ACC", "TAX", "ROG", "CLE"]);
        var usage = await again.Read("/api/social-protection/persons/me/usage");
        usage["total"]!.GetValue<int>().ShouldBe(1);
        usage["items"]![0]!["case"]!.GetValue<string>().ShouldBe($"{mrn}/1");
    }

    [Fact]
    public async Task An_amended_declaration_asks_again_and_the_old_answer_counts_no_more()
    {
        string folder, mrn;
        await using (var alone = await PortalUnderTest.Start(modules: [.. EmbeddedPortal.Modules.Where(module => module.Name is "identity" or "customs")]))
        {
            folder = alone.Folder;
            using var citizen = await alone.As("citizen");
            var declaration = Goods.CarWithRelief(alone);
            mrn = await citizen.Lodge(declaration);
            await citizen.UntilStatus(mrn, "awaiting-confirmation");

            var item = declaration["goodsItems"]![0]!.AsObject();
            item.Remove("reliefCode");
            await citizen.Do(mrn, "amendments", new() { ["reason"] = "No relief after all.", ["declaration"] = declaration.DeepClone() });
            await citizen.UntilStatus(mrn, "cleared");
        }

        await using var whole = await PortalUnderTest.Start(folder: folder);
        using var again = await whole.As("citizen");
        await PortalUnderTest.Until(again, "/api/social-protection/persons/me/usage", usage => usage["total"]!.GetValue<int>() == 1);

        (await again.NotificationCodes(mrn)).ShouldBe(["RCV", "QRY", "RES", "REQ", "ACC", "TAX", "ROG", "CLE"]);
        (await again.Bookings(mrn)).ShouldBe(["duties -9869"]);
    }
}
