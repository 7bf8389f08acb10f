namespace Portal.SocialProtection.Register;

/// <summary>What was reported for a person by an employer for a month.</summary>
public sealed class Contribution
{
    /// <summary>The person.</summary>
    public required string PersonId { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The employer.</summary>
    public required string EmployerId { get; init; }

    /// <summary>Which rates hold; a code of the country pack.</summary>
    public required string Category { get; init; }

    /// <summary>Earnings of the month, national currency.</summary>
    public required decimal Earnings { get; set; }

    /// <summary>What the person pays of it.</summary>
    public required decimal InsuredShare { get; set; }

    /// <summary>What the employer pays on top.</summary>
    public required decimal EmployerShare { get; set; }
}
