using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Applications;

/// <summary>Where an application for a benefit stands.</summary>
public enum ApplicationStatus
{
    /// <summary>An officer works on it.</summary>
    Submitted,

    /// <summary>The applicant must hand in documents.</summary>
    DocumentsRequested,

    /// <summary>The benefit is granted.</summary>
    Granted,

    /// <summary>The benefit is refused; one may appeal for a time.</summary>
    Refused,

    /// <summary>Another officer looks at it anew.</summary>
    UnderAppeal,

    /// <summary>Refused again; the fund has had its last word.</summary>
    AppealDismissed,

    /// <summary>The documents did not come in time.</summary>
    Lapsed,

    /// <summary>Withdrawn by the applicant.</summary>
    Withdrawn,
}

/// <summary>What an officer does with an application.</summary>
public enum OfficerStep
{
    /// <summary>Ask for documents.</summary>
    RequestDocuments,

    /// <summary>Grant or refuse, at first or on appeal.</summary>
    Decide,
}

/// <summary>An application for a benefit, from submission to the last word. Every step it takes is a verb here.</summary>
public sealed class BenefitApplication
{
    private BenefitApplication() { }

    /// <summary>Its number, to be quoted.</summary>
    public string Number { get; private init; } = "";

    /// <summary>The applicant.</summary>
    public string PersonId { get; private init; } = "";

    /// <summary>Which benefit; a code of the country pack.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>What the applicant answered.</summary>
    public IReadOnlyList<FieldAnswer> Answers { get; private init; } = [];

    /// <summary>When it was submitted (UTC).</summary>
    public DateTime SubmittedAt { get; private init; }

    /// <summary>Where it stands.</summary>
    public ApplicationStatus Status { get; private set; }

    /// <summary>Documents the officer asked for and has not got yet.</summary>
    public IReadOnlyList<string> MissingDocuments { get; private set; } = [];

    /// <summary>They must be there by then (UTC).</summary>
    public DateTime? DocumentsDeadline { get; private set; }

    /// <summary>Last legal day for an appeal.</summary>
    public DateOnly? AppealUntil { get; private set; }

    /// <summary>The benefit that was granted.</summary>
    public string? BenefitNumber { get; private set; }

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<ApplicationStep> Steps { get; private set; } = [];

    private bool IsOpen => Status is ApplicationStatus.Submitted or ApplicationStatus.DocumentsRequested or ApplicationStatus.UnderAppeal;

    internal static BenefitApplication Submit(string number, string personId, string kind, IReadOnlyList<FieldAnswer> answers, DateTime now)
    {
        var application = new BenefitApplication { Number = number, PersonId = personId, Kind = kind, Answers = answers, SubmittedAt = now };
        application.Go(ApplicationStatus.Submitted, now);
        return application;
    }

    internal void RequestDocuments(IReadOnlyList<string> documents, DateTime deadline, string remark, Caller officer, DateTime now)
    {
        MustBe(ApplicationStatus.Submitted, ApplicationStatus.DocumentsRequested);
        (MissingDocuments, DocumentsDeadline) = (documents, deadline);
        Go(ApplicationStatus.DocumentsRequested, now, officer, remark: remark, documents: documents, deadline: deadline);
    }

    internal void NoteDocument(string code, DateTime now)
    {
        if (!IsOpen)
            throw new Refusal("application-closed", "The application is closed; documents are no longer taken.");
        MissingDocuments = [.. MissingDocuments.Where(missing => missing != code)];
        if (Status == ApplicationStatus.DocumentsRequested && MissingDocuments.Count == 0)
        {
            DocumentsDeadline = null;
            Go(ApplicationStatus.Submitted, now);
        }
    }

    /// <summary>The deadline has come. A timer that was overtaken (documents came, a new deadline) changes nothing.</summary>
    internal bool LapseIfDocumentsMissing(DateTime deadline, DateTime now)
    {
        if (Status != ApplicationStatus.DocumentsRequested || DocumentsDeadline != deadline)
            return false;
        Go(ApplicationStatus.Lapsed, now);
        return true;
    }

    internal void Grant(string benefitNumber, Verdict verdict, Caller officer, DateTime now)
    {
        MustBeDecidedBy(officer);
        BenefitNumber = benefitNumber;
        AppealUntil = null;
        Go(ApplicationStatus.Granted, now, officer, verdict.Ground, verdict.Reason, amount: verdict.MonthlyAmount);
    }

    internal void Refuse(Verdict verdict, DateOnly appealUntil, Caller officer, DateTime now)
    {
        MustBeDecidedBy(officer);
        var last = Status == ApplicationStatus.UnderAppeal;
        AppealUntil = last ? null : appealUntil;
        Go(last ? ApplicationStatus.AppealDismissed : ApplicationStatus.Refused, now, officer, verdict.Ground, verdict.Reason);
    }

    internal void Appeal(string reason, DateOnly today, DateTime now)
    {
        MustBe(ApplicationStatus.Refused);
        if (today > AppealUntil)
            throw new Refusal("appeal-too-late", "The time for an appeal is over.");
        Go(ApplicationStatus.UnderAppeal, now, remark: reason);
    }

    internal void Withdraw(DateTime now)
    {
        if (!IsOpen)
            throw new Refusal("application-closed", "The application is closed.");
        Go(ApplicationStatus.Withdrawn, now);
    }

    /// <summary>What an officer may do now: nothing with his own application, and an appeal is for another pair of eyes.</summary>
    internal IReadOnlyList<OfficerStep> OpenTo(Caller officer) => Status switch
    {
        _ when officer.PersonId == PersonId => [],
        ApplicationStatus.Submitted => [OfficerStep.Decide, OfficerStep.RequestDocuments],
        ApplicationStatus.DocumentsRequested => [OfficerStep.RequestDocuments],
        ApplicationStatus.UnderAppeal when !IsRefusedBy(officer) => [OfficerStep.Decide],
        _ => [],
    };

    private bool IsRefusedBy(Caller officer) => Steps.Any(step => step.Status == ApplicationStatus.Refused && step.Officer == officer.Subject);

    internal void MustBeDecidedBy(Caller officer)
    {
        MustBe(ApplicationStatus.Submitted, ApplicationStatus.UnderAppeal);
        if (Status == ApplicationStatus.UnderAppeal && IsRefusedBy(officer))
            throw new Refusal("own-decision", "Another officer must decide on the appeal.");
    }

    private void MustBe(params ReadOnlySpan<ApplicationStatus> allowed)
    {
        if (!allowed.Contains(Status))
            throw new Refusal("wrong-status", $"This cannot be done while the application is {PersonRecord.CodeOf(Status)}.");
    }

    private void Go(ApplicationStatus status, DateTime now, Caller? officer = null, string? ground = null, string? remark = null, IReadOnlyList<string>? documents = null, DateTime? deadline = null, decimal? amount = null)
    {
        Status = status;
        Steps = [.. Steps, new ApplicationStep { Status = status, At = now, Officer = officer?.Subject, OfficerName = officer?.Name, Ground = ground, Remark = remark, Documents = documents, Deadline = deadline, MonthlyAmount = amount }];
    }
}

/// <summary>An answer to what the country asks.</summary>
/// <param name="Field">Code of the field.</param>
/// <param name="Value">The answer: text, a date like 2026-03-21, a number, a personal number, or the code of a choice.</param>
public sealed record FieldAnswer(string Field, string Value);

/// <summary>Something that happened to an application.</summary>
public sealed record ApplicationStep
{
    /// <summary>Where it stood from then on.</summary>
    public required ApplicationStatus Status { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Who decided: subject of the officer's token; officers only.</summary>
    public string? Officer { get; init; }

    /// <summary>The officer's name, as it was then; officers only.</summary>
    public string? OfficerName { get; init; }

    /// <summary>Ground of a decision; see code lists.</summary>
    public string? Ground { get; init; }

    /// <summary>The officer's, or in an appeal the applicant's, own words.</summary>
    public string? Remark { get; init; }

    /// <summary>Documents asked for.</summary>
    public IReadOnlyList<string>? Documents { get; init; }

    /// <summary>They must be there by then (UTC).</summary>
    public DateTime? Deadline { get; init; }

    /// <summary>What was granted a month, national currency.</summary>
    public decimal? MonthlyAmount { get; init; }
}

/// <summary>An officer's verdict.</summary>
internal sealed record Verdict(string Ground, string Reason, decimal? MonthlyAmount);
