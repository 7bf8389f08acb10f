using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Applications;

/// <summary>An application as its applicant or an officer sees it.</summary>
public sealed record ApplicationView
{
    /// <summary>Its number, to be quoted.</summary>
    public required string Number { get; init; }

    /// <summary>The applicant.</summary>
    public required string PersonId { get; init; }

    /// <summary>Which benefit; see code lists.</summary>
    public required string Kind { get; init; }

    /// <summary>What the applicant answered.</summary>
    public required IReadOnlyList<FieldAnswer> Answers { get; init; }

    /// <summary>Where it stands.</summary>
    public required ApplicationStatus Status { get; init; }

    /// <summary>When it was submitted (UTC).</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>Documents that must still be handed in.</summary>
    public required IReadOnlyList<string> MissingDocuments { get; init; }

    /// <summary>They must be there by then (UTC).</summary>
    public DateTime? DocumentsDeadline { get; init; }

    /// <summary>Last legal day for an appeal.</summary>
    public DateOnly? AppealUntil { get; init; }

    /// <summary>The benefit that was granted.</summary>
    public string? BenefitNumber { get; init; }

    /// <summary>What happened, in order, with the reasons of decisions.</summary>
    public required IReadOnlyList<ApplicationStep> Steps { get; init; }

    /// <summary>Documents that were handed in, oldest first; when an application is read.</summary>
    public IReadOnlyList<ApplicationDocumentView>? Documents { get; init; }

    /// <summary>What the officer may do now; for officers of the fund.</summary>
    public IReadOnlyList<OfficerStep>? AllowedDecisions { get; init; }

    internal static ApplicationView Of(BenefitApplication application, Caller caller)
    {
        var officer = caller.IsOfficerOf(SocialProtectionModule.Mailbox);
        return new ApplicationView
        {
            Number = application.Number, PersonId = application.PersonId, Kind = application.Kind, Answers = application.Answers, Status = application.Status,
            SubmittedAt = application.SubmittedAt, MissingDocuments = application.MissingDocuments, DocumentsDeadline = application.DocumentsDeadline,
            AppealUntil = application.AppealUntil, BenefitNumber = application.BenefitNumber, AllowedDecisions = officer ? application.OpenTo(caller) : null,
            Steps = officer ? application.Steps : [.. application.Steps.Select(step => step with { Officer = null, OfficerName = null })],
        };
    }
}

internal static class ApplicationQueries
{
    /// <summary>The caller's own applications; all of them for an officer of the fund.</summary>
    public static IQueryable<BenefitApplication> VisibleTo(this IQueryable<BenefitApplication> applications, Caller caller)
    {
        if (caller.IsOfficerOf(SocialProtectionModule.Mailbox))
            return applications;
        var person = caller.PersonId;
        return applications.Where(application => application.PersonId == person && person != null);
    }

    public static Task<BenefitApplication?> Find(this IQueryable<BenefitApplication> applications, string number)
    {
        var canonical = Digits.Fold(number).ToUpperInvariant();
        return applications.SingleOrDefaultAsync(application => application.Number == canonical);
    }

    /// <summary>What keeps a person from applying for this, or from appealing: the same is under way, or runs already. Null when nothing does.</summary>
    public static async Task<Problem?> Clash(this SocialProtectionDbContext db, BenefitKind kind, string person, IReadOnlyList<FieldAnswer> answers, DateOnly today)
    {
        var open = await db.Applications.AsNoTracking().Where(application => application.PersonId == person && application.Kind == kind.Code
            && (application.Status == ApplicationStatus.Submitted || application.Status == ApplicationStatus.DocumentsRequested || application.Status == ApplicationStatus.UnderAppeal)).ToListAsync();
        // Two children are two applications; an old age is one.
        if (open.FirstOrDefault(application => kind.AreForTheSame(application.Answers, answers)) is { } same)
            return Problem.Conflict("application-under-way", $"The same application is under way: {same.Number}.", ("number", same.Number));
        return await db.Runs(kind, person, answers, today) ? BenefitQueries.RunsAlready() : null;
    }

    /// <summary>What an officer sees of the applicant, under the number of the application.</summary>
    public static DataUse? Seen(this BenefitApplication application, Caller caller, string action, string fields = "application") =>
        caller.IsOfficerOf(SocialProtectionModule.Mailbox) ? caller.Sees(application.PersonId, action, Purpose.BenefitDecision, application.Number, fields) : null;

    public static Problem NotFound() => Problem.NotFound("application-not-found", "You have no application with this number.");
}
