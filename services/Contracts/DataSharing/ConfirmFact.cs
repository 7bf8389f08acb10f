namespace Portal.Contracts.DataSharing;

/// <summary>
/// An institution asks another one fact about a person. The holder checks it against the country's data-sharing
/// agreements, answers the least that serves with <see cref="FactAnswered"/>, and notes the access in the same commit.
/// </summary>
public sealed record ConfirmFact
{
    /// <summary>The person the question is about.</summary>
    public required string PersonId { get; init; }

    /// <summary>What is asked, as the agreement names it, such as <c>valid-disability-certificate</c>.</summary>
    public required string Question { get; init; }

    /// <summary>What the answer is for, as the agreement names it, such as <c>customs-relief</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The asker's own reference, such as an MRN; the answer carries it back.</summary>
    public required string Case { get; init; }

    /// <summary>Service name of the asking institution; the answer goes to its mailbox.</summary>
    public required string AskedBy { get; init; }
}
