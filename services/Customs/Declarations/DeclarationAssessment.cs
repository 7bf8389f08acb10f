using Portal.Customs.Accounts;
using Portal.Customs.Duties;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Declarations;

/// <summary>Accepts a declaration: duties, lane, payment.</summary>
internal sealed class DeclarationAssessment(DutyCalculation calculation, CustomsRules rules, CountryPack country, DutyCollection duties, TimeProvider clock)
{
    public async Task Assess(Declaration declaration)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var assessment = calculation.Calculate(declaration.Data, country.DayOf(declaration.AcceptedAt ?? now), relief => IsGranted(declaration, relief));
        var verdict = RiskAssessment.Assess(rules.Risk, declaration.Mrn, declaration.Data, assessment);
        declaration.Assess(assessment, verdict, now);
        await duties.Collect(declaration);
    }

    private static bool IsGranted(Declaration declaration, Relief relief) =>
        relief.Confirmation is not { } needed || declaration.Confirmations.Any(confirmation => confirmation.Question == needed.Question && confirmation.Holds == true);
}
