using Portal.ServiceDefaults.Security;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>One time somebody other than the person looked at a person's data, or was refused.</summary>
public sealed record DataUse
{
    /// <summary>The person whose data they are.</summary>
    public required string PersonId { get; init; }

    /// <summary>Service name of the institution that read.</summary>
    public required string Institution { get; init; }

    /// <summary>The officer, or the system, by subject of the token; of a message, the institution again.</summary>
    public required string Reader { get; init; }

    /// <summary>Whether a program read, not an officer.</summary>
    public required bool IsSystem { get; init; }

    /// <summary>What was done, such as the question that was asked.</summary>
    public required string Action { get; init; }

    /// <summary>What for; a code of the country pack.</summary>
    public required string Purpose { get; init; }

    /// <summary>The reader's own reference; empty where there is none.</summary>
    public string Case { get; init; } = "";

    /// <summary>Which fields were shown, separated by commas; empty when refused.</summary>
    public required string Fields { get; init; }

    /// <summary>Whether the data were given; a refusal is noted, too.</summary>
    public bool Answered { get; init; } = true;

    /// <summary>Whether many persons were asked about at once.</summary>
    public bool IsBulk { get; init; }

    /// <summary>The same, refused: nothing was shown.</summary>
    public DataUse Refused() => this with { Answered = false, Fields = "" };
}

/// <summary>How a service says what a caller sees.</summary>
public static class DataUses
{
    /// <summary>What the caller sees of a person; null when the caller is that person, who leaves no trace in his own data.</summary>
    public static DataUse? Sees(this Caller caller, string personId, string action, string purpose, string @case, string fields) =>
        caller.PersonId == personId ? null : new DataUse
        {
            PersonId = personId, Institution = caller.Agency ?? "", Reader = caller.Subject, IsSystem = caller.PersonId is null,
            Action = action, Purpose = purpose, Case = @case, Fields = fields,
        };
}
