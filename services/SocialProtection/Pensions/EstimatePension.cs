using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Pensions;

/// <summary>What if.</summary>
public sealed record PensionEstimateRequest
{
    /// <summary>The day from which the pension would be paid, from today on; the day of pension age unless told.</summary>
    public DateOnly? RetirementDate { get; init; }
}

internal static class EstimatePension
{
    private const int MostYearsAhead = 70;

    public static void Map(RouteGroupBuilder queries) => queries.MapPost("/pension-estimates", Handle).WithName("estimatePension").Fails(404, "person-not-found");

    /// <summary>Calculates what the caller's pension would be, by the country's scheme, and explains it line by line. Binds nobody.</summary>
    public static async Task<Results<Ok<PensionEstimate>, Problem>> Handle(
        JsonBody<PensionEstimateRequest> body, Caller caller, SocialProtectionDbContext db, PensionCalculation calculation, CountryPack country, TimeProvider clock)
    {
        var (today, on) = (country.DayOf(clock.GetUtcNow().UtcDateTime), body.Value.RetirementDate);
        body.Faults.Unless(!(on < today), "/retirementDate", "in-the-past", "A day from today on is expected.");
        body.Faults.Unless(!(on > today.AddYears(MostYearsAhead)), "/retirementDate", "too-far-ahead", "That is too far ahead.", expected: today.AddYears(MostYearsAhead).ToString("O", CultureInfo.InvariantCulture));
        if (body.Faults.Any)
            return Problem.Invalid(body.Faults);
        var id = caller.PersonId;
        if (await db.Persons.AsNoTracking().Include(person => person.Employments).SingleOrDefaultAsync(person => person.Id == id) is not { } person)
            return ReadMyRecord.NotFound();
        var contributions = await db.Contributions.AsNoTracking().Where(contribution => contribution.PersonId == id).ToListAsync();
        return TypedResults.Ok(calculation.Calculate(person, contributions, today, on));
    }
}
