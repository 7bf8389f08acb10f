using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Customs.Declarations;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Duties;

internal static class EstimateDuties
{
    public static void Map(RouteGroupBuilder queries) => queries.MapPost("/duty-estimates", Handle).WithName("estimateDuties").AllowAnonymous();

    /// <summary>Calculates what a declaration would cost today, without lodging it. Claimed reliefs count as granted. Anyone may ask: nothing is kept and nobody's data is read.</summary>
    public static Results<Ok<Assessment>, Problem> Handle(JsonBody<DeclarationData> body, DeclarationRules rules, DutyCalculation calculation, CountryPack country, TimeProvider clock)
    {
        rules.Check(body.Value, body.Faults);
        return body.Faults.Any
            ? Problem.Invalid(body.Faults)
            : TypedResults.Ok(calculation.Calculate(body.Value, country.DayOf(clock.GetUtcNow().UtcDateTime), _ => true));
    }
}
