using Microsoft.EntityFrameworkCore;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>A row of the usage log. Written once, never changed; its hash covers the row before it.</summary>
public sealed class UsageEntry
{
    /// <summary>1, 2, 3 and so on without gaps, over all persons.</summary>
    public long Seq { get; private init; }

    /// <summary>When (UTC, to the microsecond).</summary>
    public DateTime At { get; private init; }

    /// <summary>The person whose data they are.</summary>
    public string PersonId { get; private init; } = "";

    /// <summary>Service name of the institution that read.</summary>
    public string Institution { get; private init; } = "";

    /// <summary>The officer or system.</summary>
    public string Reader { get; private init; } = "";

    /// <summary>Whether a program read.</summary>
    public bool IsSystem { get; private init; }

    /// <summary>What was done.</summary>
    public string Action { get; private init; } = "";

    /// <summary>What for.</summary>
    public string Purpose { get; private init; } = "";

    /// <summary>The reader's own reference.</summary>
    public string Case { get; private init; } = "";

    /// <summary>Which fields were shown.</summary>
    public string Fields { get; private init; } = "";

    /// <summary>Whether the data were given.</summary>
    public bool Answered { get; private init; }

    /// <summary>Whether many persons were asked about at once.</summary>
    public bool IsBulk { get; private init; }

    /// <summary>SHA-256 of the hash before and of this row.</summary>
    public byte[] Hash { get; private init; } = [];

    internal static void Configure(ModelBuilder model)
    {
        model.Entity<UsageEntry>(entry =>
        {
            entry.ToTable("usage_log");
            entry.HasKey(row => row.Seq);
            entry.Property(row => row.Seq).ValueGeneratedNever();
            entry.HasIndex(row => new { row.PersonId, row.Seq });
        });
        model.Entity<UsageCheckpoint>(checkpoint =>
        {
            checkpoint.ToTable("usage_checkpoints");
            checkpoint.HasKey(row => row.Seq);
            checkpoint.Property(row => row.Seq).ValueGeneratedNever();
        });
    }
}

/// <summary>A signature over the log up to a row: whoever rewrites the rows, and all hashes with them, cannot rewrite this.</summary>
public sealed class UsageCheckpoint
{
    /// <summary>The row it seals, and with it all before.</summary>
    public required long Seq { get; init; }

    /// <summary>That row's hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>ECDSA P-256 with SHA-256 over service, row and hash.</summary>
    public required byte[] Signature { get; init; }
}
