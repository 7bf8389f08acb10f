using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Customs.Declarations;
using Portal.Customs.Duties;

namespace Portal.Customs.Risk;

/// <summary>The lane a declaration was sorted into, and why.</summary>
public sealed record RiskVerdict
{
    /// <summary>The strictest lane of all that hit.</summary>
    public required RiskLane Lane { get; init; }

    /// <summary>Rules that hit.</summary>
    public required IReadOnlyList<RiskHit> Hits { get; init; }

    /// <summary>0 to 9999, from a hash of the MRN: the same whenever it is asked.</summary>
    public required int Draw { get; init; }

    /// <summary>The lane the draw alone would give.</summary>
    public required RiskLane DrawnLane { get; init; }
}

/// <summary>A rule that hit.</summary>
public sealed record RiskHit(string Rule, RiskLane Lane);

/// <summary>Sorts declarations into lanes.</summary>
internal static class RiskAssessment
{
    public static RiskVerdict Assess(RiskRules rules, string mrn, DeclarationData data, Assessment assessment)
    {
        var hits = rules.Rules.Where(rule => Hits(rule, data, assessment)).Select(rule => new RiskHit(rule.Code, rule.Lane)).ToList();
        var draw = Draw(mrn);
        var drawn = LaneOf(rules.Random, draw);
        return new RiskVerdict { Lane = hits.Select(hit => hit.Lane).Append(drawn).Max(), Hits = hits, Draw = draw, DrawnLane = drawn };
    }

    private static bool Hits(RiskRule rule, DeclarationData data, Assessment assessment) =>
        (rule.Types.Count == 0 || rule.Types.Contains(data.Type.ToString().ToLowerInvariant()))
        && (rule.Procedures.Count == 0 || rule.Procedures.Contains(data.ProcedureCode))
        && !(assessment.CustomsValue <= rule.CustomsValueOver)
        && (!rule.ReliefClaimed || data.GoodsItems.Any(item => item.ReliefCode is not null))
        && data.GoodsItems.Zip(assessment.Items).Any(pair => HitsItem(rule, pair.First, pair.Second.CustomsValue));

    private static bool HitsItem(RiskRule rule, GoodsItem item, decimal customsValue) =>
        (rule.Origins.Count == 0 || rule.Origins.Contains(item.CountryOfOrigin))
        && (rule.Commodities.Count == 0 || rule.Commodities.Any(prefix => item.CommodityCode.StartsWith(prefix, StringComparison.Ordinal)))
        && !(customsValue / item.NetMass >= rule.ValuePerKilogramUnder);

    private static int Draw(string mrn) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes(mrn))) % 10_000);

    /// <summary>The strictest shares come first on the scale of ten thousand.</summary>
    private static RiskLane LaneOf(RandomShare share, int draw) => draw switch
    {
        _ when draw < share.Red * 100 => RiskLane.Red,
        _ when draw < (share.Red + share.Yellow) * 100 => RiskLane.Yellow,
        _ when draw < (share.Red + share.Yellow + share.Blue) * 100 => RiskLane.Blue,
        _ => RiskLane.Green,
    };
}
