namespace Portal.Web.SocialProtection;

/// <summary>An application for a benefit, as the fund tells it to the applicant or to an officer.</summary>
public sealed record BenefitApplication
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>The applicant.</summary>
    public required string PersonId { get; init; }

    /// <summary>Which benefit.</summary>
    public required string Kind { get; init; }

    /// <summary>What the applicant answered.</summary>
    public required IReadOnlyList<FieldAnswer> Answers { get; init; }

    /// <summary>Where it stands, such as <c>documents-requested</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was submitted (UTC).</summary>
    public required DateTime SubmittedAt { get; init; }

    /// <summary>Documents that must still be handed in.</summary>
    public required IReadOnlyList<string> MissingDocuments { get; init; }

    /// <summary>By then (UTC).</summary>
    public DateTime? DocumentsDeadline { get; init; }

    /// <summary>Last day for an appeal.</summary>
    public DateOnly? AppealUntil { get; init; }

    /// <summary>The benefit that was granted.</summary>
    public string? BenefitNumber { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<ApplicationStep> Steps { get; init; }

    /// <summary>Documents that were handed in.</summary>
    public IReadOnlyList<ApplicationDocument> Documents { get; init; } = [];

    /// <summary>What the officer may do now: <c>request-documents</c>, <c>decide</c>; for officers.</summary>
    public IReadOnlyList<string> AllowedDecisions { get; init; } = [];

    /// <summary>Whether somebody still works on it.</summary>
    public bool IsOpen => Status is "submitted" or "documents-requested" or "under-appeal";

    /// <summary>The colour in which a status is shown.</summary>
    public static string ColourOf(string status) => status switch
    {
        "granted" => "done",
        "documents-requested" => "waiting",
        "refused" or "appeal-dismissed" or "lapsed" => "red",
        "submitted" or "under-appeal" => "blue",
        _ => "",
    };
}

/// <summary>An answer to a field of a benefit.</summary>
public sealed record FieldAnswer(string Field, string Value);

/// <summary>Something that happened to an application.</summary>
public sealed record ApplicationStep(string Status, DateTime At, string? Officer, string? OfficerName, string? Ground, string? Remark, IReadOnlyList<string>? Documents, DateTime? Deadline, decimal? MonthlyAmount);

/// <summary>A document handed in with an application.</summary>
public sealed record ApplicationDocument(Guid Id, string Code, string FileName, string ContentType, int Size, DateTime UploadedAt);

/// <summary>A line of a list of applications.</summary>
public sealed record ApplicationLine(string Number, string PersonId, string PersonName, string Kind, string Status, DateTime SubmittedAt, DateOnly? AppealUntil);
