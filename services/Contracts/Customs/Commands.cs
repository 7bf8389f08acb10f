namespace Portal.Contracts.Customs;

/// <summary>Takes a lodged or amended declaration on its way: confirmations, assessment, lane. Customs sends it to itself.</summary>
public sealed record ProcessDeclaration
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Which version of the declaration; an older one is left alone.</summary>
    public required int Revision { get; init; }
}

/// <summary>Debits what waits for money, oldest declaration first. Customs sends it to itself after a deposit.</summary>
public sealed record CollectDuties
{
    /// <summary>Owner of the deposit account.</summary>
    public required string AccountOwner { get; init; }
}

/// <summary>A timer: the documents asked for must be there by now.</summary>
public sealed record DocumentsDue
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>The deadline (UTC) this timer was set for; a later one has its own.</summary>
    public required DateTime Deadline { get; init; }
}

/// <summary>A timer: the other agency should have answered by now.</summary>
public sealed record ConfirmationDue
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Which version of the declaration asked.</summary>
    public required int Revision { get; init; }
}

/// <summary>An event: the goods may go. Other agencies subscribe.</summary>
public sealed record DeclarationReleased
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Trader or person who answers for it.</summary>
    public required string DeclarantId { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime ReleasedAt { get; init; }
}
