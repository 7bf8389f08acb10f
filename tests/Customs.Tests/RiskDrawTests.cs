using Portal.Customs.Declarations;
using Portal.Customs.Duties;
using Portal.Customs.Risk;

namespace Portal.Customs.Tests;

/// <summary>The random share: drawn from the MRN alone, so that anybody can repeat it.</summary>
public sealed class RiskDrawTests
{
    private static readonly RiskRules Random = new([], new RandomShare(Red: 2, Yellow: 5, Blue: 10));

    private static readonly Assessment Nothing = new() { Day = new(2026, 3, 21), Currency = "ZED", ExchangeRate = 1, Rounding = "", CustomsValue = 0, Items = [], Charges = [], Total = 0 };

    [Fact]
    public void The_same_MRN_is_always_drawn_alike_whatever_is_declared()
    {
        var first = Draw("26AZ00000000000006");

        Draw("26AZ00000000000006").ShouldBeEquivalentTo(first);
        RiskAssessment.Assess(Random, "26AZ00000000000006", new DeclarationData { InvoiceAmount = 5 }, Nothing with { CustomsValue = 5 }).Draw.ShouldBe(first.Draw);
        // SHA-256 of the MRN begins with these four bytes; modulo 10,000.
        first.Draw.ShouldBe((int)(Convert.ToUInt32(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("26AZ00000000000006"u8))[..8], 16) % 10_000));
    }

    [Fact]
    public void Over_ten_thousand_MRNs_each_lane_gets_its_share()
    {
        var lanes = Enumerable.Range(0, 10_000).Select(i => Draw(FormattableString.Invariant($"26AZ{i:D13}0")).Lane).CountBy(lane => lane).ToDictionary();

        // 2, 5 and 10 percent, give or take five standard deviations. The MRNs are fixed, so the test does not waver.
        lanes[RiskLane.Red].ShouldBeInRange(130, 270);
        lanes[RiskLane.Yellow].ShouldBeInRange(391, 609);
        lanes[RiskLane.Blue].ShouldBeInRange(850, 1150);
        lanes[RiskLane.Green].ShouldBeInRange(8112, 8488);
    }

    [Fact]
    public void The_strictest_of_all_rules_and_the_draw_wins()
    {
        RiskRule Rule(string code, RiskLane lane) => new() { Code = code, Name = new(new Dictionary<string, string>()), Lane = lane, Types = [], Procedures = [], Origins = [], Commodities = [] };
        var data = new DeclarationData { GoodsItems = [new GoodsItem { NetMass = 1 }] };
        var assessment = Nothing with { Items = [new ItemAssessment { Sequence = 1, CommodityCode = Goods.Tea, CustomsValue = 1, Charges = [] }] };
        var everything = new RiskRules([Rule("a", RiskLane.Blue), Rule("b", RiskLane.Red), Rule("c", RiskLane.Yellow)], new RandomShare(0, 0, 100));

        var verdict = RiskAssessment.Assess(everything, "26AZ00000000000006", data, assessment);

        verdict.Lane.ShouldBe(RiskLane.Red);
        verdict.DrawnLane.ShouldBe(RiskLane.Blue);
        verdict.Hits.Select(hit => hit.Rule).ShouldBe(["a", "b", "c"]);
    }

    private static RiskVerdict Draw(string mrn) => RiskAssessment.Assess(Random, mrn, new DeclarationData(), Nothing);
}
