using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Risk;

/// <summary>Why a declaration got its lane. Officers see it, declarants see the lane.</summary>
/// <param name="Lane">The strictest lane of all that hit.</param>
/// <param name="Hits">Rules that hit.</param>
/// <param name="Draw">0 to 9999, from a hash of the MRN: the same whenever it is asked.</param>
/// <param name="DrawnLane">The lane the draw alone would give.</param>
public sealed record RiskView(RiskLane Lane, IReadOnlyList<RiskHitView> Hits, int Draw, RiskLane DrawnLane)
{
    internal static RiskView Of(RiskVerdict verdict, RiskRules rules) => new(verdict.Lane,
        [.. verdict.Hits.Select(hit => new RiskHitView(hit.Rule, rules.Rules.FirstOrDefault(rule => rule.Code == hit.Rule)?.Name, hit.Lane))], verdict.Draw, verdict.DrawnLane);
}

/// <summary>A rule that hit.</summary>
/// <param name="Rule">Its code.</param>
/// <param name="Name">In each language; absent where the country has given the rule up since.</param>
/// <param name="Lane">The lane it asks for.</param>
public sealed record RiskHitView(string Rule, LocalizedText? Name, RiskLane Lane);
