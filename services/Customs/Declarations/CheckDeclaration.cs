using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Customs.Duties;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Declarations;

/// <summary>What is wrong with a declaration so far.</summary>
/// <param name="Faults">Every fault, the first two hundred of them; none means that it could be lodged.</param>
/// <param name="Estimate">What it would cost today, claimed reliefs granted; absent while there are faults.</param>
public sealed record DeclarationCheck(IReadOnlyList<Fault> Faults, Assessment? Estimate);

internal static class CheckDeclaration
{
    public static void Map(RouteGroupBuilder queries) => queries.MapPost("/declarations/check", Handle).WithName("checkDeclaration");

    /// <summary>
    /// Checks a declaration, be it half written, without lodging it. Faults are an answer here, not an error. Their codes,
    /// with the places where they occur and the limits they name, are listed in docs/fault-codes.md.
    /// </summary>
    public static Ok<DeclarationCheck> Handle(JsonBody<DeclarationData> body, DeclarationRules rules, DutyCalculation calculation, CountryPack country, TimeProvider clock)
    {
        rules.Check(body.Value, body.Faults);
        return TypedResults.Ok(new DeclarationCheck(body.Faults.All,
            body.Faults.Any ? null : calculation.Calculate(body.Value, country.DayOf(clock.GetUtcNow().UtcDateTime), _ => true)));
    }
}
