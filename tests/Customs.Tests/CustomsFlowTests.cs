using Portal.TestSupport;

namespace Portal.Customs.Tests;

public sealed class CustomsFlowTests
{
    [Fact]
    public async Task A_declaration_in_the_green_lane_is_cleared_by_itself()
    {
        await using var portal = await PortalUnderTest.Start();
        using var trader = await portal.As("trader");

        var mrn = await trader.Lodge(portal.Example("lodgeDeclaration"));

        await trader.UntilStatus(mrn, "cleared");
        (await trader.NotificationCodes(mrn)).ShouldBe(["RCV", "ACC", "TAX", "ROG", "CLE"]);
    }
}
