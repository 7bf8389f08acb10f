namespace Portal.SocialProtection.Lookups;

/// <summary>One time another institution asked about a person. Written in the commit of the answer, never changed.</summary>
public sealed class AccessLogEntry
{
    /// <summary>Order of writing.</summary>
    public long Id { get; private set; }

    /// <summary>The person asked about.</summary>
    public required string PersonId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Service name of the asking institution.</summary>
    public required string Institution { get; init; }

    /// <summary>What was asked.</summary>
    public required string Question { get; init; }

    /// <summary>What for.</summary>
    public required string Purpose { get; init; }

    /// <summary>The asker's reference.</summary>
    public required string Case { get; init; }

    /// <summary>Whether an agreement allowed an answer.</summary>
    public required bool Answered { get; init; }
}
