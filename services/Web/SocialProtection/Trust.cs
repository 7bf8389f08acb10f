namespace Portal.Web.SocialProtection;

/// <summary>One time somebody else looked at the visitor's data, or was refused.</summary>
public sealed record DataUse(DateTime At, string Institution, string Reader, string ReaderKind, string Action, string Purpose, string? Case, IReadOnlyList<string> Fields, bool Answered);

/// <summary>A consent of the visitor: an institution may ask one question for one purpose.</summary>
public sealed record Consent(Guid Id, string Institution, string Question, string Purpose, DateTime GivenAt, DateOnly ValidUntil, DateTime? WithdrawnAt, bool Holds)
{
    /// <summary><c>active</c>, <c>withdrawn</c> or <c>expired</c>.</summary>
    public string State => Holds ? "active" : WithdrawnAt is not null ? "withdrawn" : "expired";
}
