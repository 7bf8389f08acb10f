using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Applications;

/// <summary>A line of a list of applications.</summary>
/// <param name="Number">Its number.</param>
/// <param name="PersonId">The applicant.</param>
/// <param name="PersonName">The applicant's name.</param>
/// <param name="Kind">Which benefit; see code lists.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="SubmittedAt">When it was submitted (UTC).</param>
/// <param name="AppealUntil">Last legal day for an appeal.</param>
public sealed record ApplicationLine(string Number, string PersonId, string PersonName, string Kind, ApplicationStatus Status, DateTime SubmittedAt, DateOnly? AppealUntil);

internal static class ReadApplications
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapGet("/applications", List).WithName("listApplications").Fails(400, "invalid-request");
        queries.MapGet("/applications/{number}", Get).WithName("getApplication").Fails(404, "application-not-found");
    }

    /// <summary>Lists the caller's own applications, newest first, of one or more statuses if wanted; for officers the worklist of all, oldest first, unless they ask for their own with <c>mine=true</c>. Each applicant an officer is shown finds that in "who read my data".</summary>
    public static async Task<Results<Ok<Page<ApplicationLine>>, Problem>> List(
        Caller caller, SocialProtectionDbContext db, IUsageWriter<SocialProtectionDbContext> usage, [FromQuery] string[]? status, string? kind, string? mine, string? page, string? pageSize)
    {
        var faults = new Faults();
        var wanted = (status ?? []).Select(one => Query.Enum<ApplicationStatus>("status", one, faults)).ToList();
        faults.Unless(mine is null or "true" or "false", "mine", "wrong-type", "true or false is expected.");
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);

        var applications = db.Applications.AsNoTracking().VisibleTo(caller);
        if (wanted.Count > 0)
            applications = applications.Where(application => wanted.Contains(application.Status));
        if (kind is not null)
            applications = applications.Where(application => application.Kind == kind);
        if (mine == "true")
            applications = applications.Where(application => application.PersonId == caller.PersonId);
        var officer = mine != "true" && caller.IsOfficerOf(SocialProtectionModule.Mailbox);
        applications = officer
            ? applications.OrderBy(application => application.SubmittedAt).ThenBy(application => application.Number)
            : applications.OrderByDescending(application => application.SubmittedAt).ThenBy(application => application.Number);
        var found = await paging.Take(applications.Join(db.Persons, application => application.PersonId, person => person.Id, (application, person) => new ApplicationLine(
            application.Number, person.Id, person.Name, application.Kind, application.Status, application.SubmittedAt, application.AppealUntil)));
        if (officer)
            await usage.Note([.. found.Items.DistinctBy(line => line.PersonId).Select(line => caller.Sees(line.PersonId, "worklist", Purpose.BenefitDecision, "", "id,name,benefit,status"))]);
        return TypedResults.Ok(found);
    }

    /// <summary>Shows one application: the answers, the documents, what is missing, every step with its reason.</summary>
    public static async Task<Results<Ok<ApplicationView>, Problem>> Get(string number, Caller caller, SocialProtectionDbContext db, IUsageWriter<SocialProtectionDbContext> usage)
    {
        if (await db.Applications.AsNoTracking().VisibleTo(caller).Find(number) is not { } application)
            return ApplicationQueries.NotFound();
        await usage.Note(application.Seen(caller, "read-application", "application,documents"));
        return TypedResults.Ok(ApplicationView.Of(application, caller) with { Documents = await ApplicationDocuments.Of(application, db) });
    }
}
