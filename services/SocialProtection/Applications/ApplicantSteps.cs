using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.SocialProtection.Applications;

/// <summary>An appeal against a refusal.</summary>
public sealed record AppealRequest
{
    /// <summary>Why, in the applicant's words.</summary>
    [Required, Lines, MaxLength(2000)]
    public string Reason { get; init; } = "";
}

/// <summary>What an applicant does after applying.</summary>
internal static class ApplicantSteps
{
    public static void Map(RouteGroupBuilder commands)
    {
        commands.MapPost("/applications/{number}/appeal", Appeal).WithName("appeal").Fails(404, "application-not-found").Fails(409, "wrong-status", "appeal-too-late");
        commands.MapPost("/applications/{number}/withdrawal", Withdraw).WithName("withdrawApplication").Fails(404, "application-not-found").Fails(409, "application-closed");
    }

    /// <summary>Appeals against a refusal within the country's term; another officer decides.</summary>
    public static async Task<Results<Ok<ApplicationView>, Problem>> Appeal(string number, JsonBody<AppealRequest> body, Caller caller, SocialProtectionDbContext db, CountryPack country, TimeProvider clock)
    {
        if (body.Faults.Any)
            return Problem.Invalid(body.Faults);
        var now = clock.GetUtcNow().UtcDateTime;
        return await Do(number, caller, db, application => application.Appeal(body.Value.Reason, country.DayOf(now), now));
    }

    /// <summary>Withdraws an application that is not decided yet.</summary>
    public static Task<Results<Ok<ApplicationView>, Problem>> Withdraw(string number, Caller caller, SocialProtectionDbContext db, TimeProvider clock) =>
        Do(number, caller, db, application => application.Withdraw(clock.GetUtcNow().UtcDateTime));

    private static async Task<Results<Ok<ApplicationView>, Problem>> Do(string number, Caller caller, SocialProtectionDbContext db, Action<BenefitApplication> step)
    {
        if (await db.Applications.VisibleTo(caller).Find(number) is not { } application || application.PersonId != caller.PersonId)
            return ApplicationQueries.NotFound();
        step(application);
        await db.SaveChangesAsync();
        return TypedResults.Ok(ApplicationView.Of(application, caller));
    }
}
