using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Rules;

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
        commands.MapPost("/applications/{number}/appeal", Appeal).WithName("appeal").Fails(404, "application-not-found").Fails(409, "wrong-status", "appeal-too-late", "application-under-way", "benefit-runs-already");
        commands.MapPost("/applications/{number}/withdrawal", Withdraw).WithName("withdrawApplication").Fails(404, "application-not-found").Fails(409, "application-closed");
    }

    /// <summary>Appeals against a refusal within the country's term; another officer decides.</summary>
    public static async Task<Results<Ok<ApplicationView>, Problem>> Appeal(
        string number, JsonBody<AppealRequest> body, Caller caller, SocialProtectionRules rules, SocialProtectionDbContext db, CountryPack country, TimeProvider clock)
    {
        if (body.Faults.Any)
            return Problem.Invalid(body.Faults);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = country.DayOf(now);
        return await Do(number, caller, db, async application =>
        {
            // Of this and an application for the same at one moment, the later looks again.
            db.Touch(await db.Persons.SingleAsync(person => person.Id == application.PersonId));
            application.Appeal(body.Value.Reason, today, now);
            return await db.Clash(rules.Benefits[application.Kind], application.PersonId, application.Answers, today);
        });
    }

    /// <summary>Withdraws an application that is not decided yet.</summary>
    public static Task<Results<Ok<ApplicationView>, Problem>> Withdraw(string number, Caller caller, SocialProtectionDbContext db, TimeProvider clock) =>
        Do(number, caller, db, application =>
        {
            application.Withdraw(clock.GetUtcNow().UtcDateTime);
            return Task.FromResult<Problem?>(null);
        });

    private static async Task<Results<Ok<ApplicationView>, Problem>> Do(string number, Caller caller, SocialProtectionDbContext db, Func<BenefitApplication, Task<Problem?>> step)
    {
        if (await db.Applications.VisibleTo(caller).Find(number) is not { } application || application.PersonId != caller.PersonId)
            return ApplicationQueries.NotFound();
        if (await step(application) is { } refused)
            return refused;
        await db.SaveChangesAsync();
        return TypedResults.Ok(ApplicationView.Of(application, caller));
    }
}
