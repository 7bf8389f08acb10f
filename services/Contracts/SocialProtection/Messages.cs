namespace Portal.Contracts.SocialProtection;

/// <summary>An event: what the fund keeps about these persons, or about these employers, is not what it was.</summary>
public sealed record PersonRecordsChanged
{
    /// <summary>The persons.</summary>
    public IReadOnlyList<string> PersonIds { get; init; } = [];

    /// <summary>The employers whose arrears may have changed.</summary>
    public IReadOnlyList<string> EmployerIds { get; init; } = [];
}

/// <summary>A timer: the documents asked for should be there by now. The fund sends it to itself.</summary>
public sealed record BenefitDocumentsDue
{
    /// <summary>Number of the application.</summary>
    public required string Number { get; init; }

    /// <summary>The deadline (UTC) this timer was set for; a later one has its own.</summary>
    public required DateTime Deadline { get; init; }
}
