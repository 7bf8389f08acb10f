namespace Portal.Contracts.DataSharing;

/// <summary>The answer to <see cref="ConfirmFact"/>: yes or no, and how long it holds; never the file.</summary>
public sealed record FactAnswered
{
    /// <summary>The asker's reference.</summary>
    public required string Case { get; init; }

    /// <summary>What was asked.</summary>
    public required string Question { get; init; }

    /// <summary>Whether the fact holds.</summary>
    public required bool Holds { get; init; }

    /// <summary>Last day on which it holds.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Whole years, where years were asked for.</summary>
    public int? Years { get; init; }

    /// <summary>Why not: <c>no-valid-certificate</c>, <c>no-agreement</c>, <c>no-consent</c>, <c>unknown-question</c> and the like.</summary>
    public string? Reason { get; init; }
}
