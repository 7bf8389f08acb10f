using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>A service's database. Beside its own tables each has an outbox, an inbox, the answers given to idempotency keys, and the log of who read what.</summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options)
{
    private const string Version = "Version";
    private const int MostTogether = 100;

    private readonly List<OutboxMessage> writtenMessages = [];
    private readonly List<(DataUse Use, DateTime At)> newUses = [];

    /// <summary>Messages not yet proven delivered.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Messages for the outbox that the next save writes.</summary>
    internal List<OutboxMessage> NewMessages { get; } = [];

    /// <summary>
    /// This unit of work begins anew because its first commit met a row of somebody else. A use case that a unique index guards
    /// need look for that row only now; asking before every insert would cost all a round trip for the sake of a few.
    /// </summary>
    public bool HasMetAnother { get; private set; }

    /// <summary>Notes what is shown of a person, in the usage log, together with the changes of the next save; what is null needs no note.</summary>
    public void Note(DataUse? use, DateTime now)
    {
        if (use is not null)
            newUses.Add((use, now));
    }

    /// <summary>Counts what is written about this row, but not in it, as a change of it: of two units of work at once the later begins anew.</summary>
    public void Touch(object row) => Entry(row).Property(Version).IsModified = true;

    /// <summary>Counts versions, and writes the new messages and notes in the transaction of the changes that caused them.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        CountVersions();
        List<OutboxMessage> messages = [.. NewMessages];
        NewMessages.Clear();
        List<(DataUse, DateTime)> uses = [.. newUses];
        newUses.Clear();
        // One message travels with the rows it belongs to; many are quicker as arrays, in a statement of their own.
        var asArrays = messages.Count > 1 && Database.IsNpgsql();
        if (!asArrays)
            Outbox.AddRange(messages);

        var isAtomic = !asArrays && uses.Count == 0 && IsAtomicByItself();
        Database.AutoTransactionBehavior = isAtomic ? AutoTransactionBehavior.Never : AutoTransactionBehavior.WhenNeeded;
        // Nobody goes on with a transaction in which a save failed; a way back to before it would be two round trips for nothing.
        Database.AutoSavepointsEnabled = false;
        await using var own = Database.CurrentTransaction is null && !isAtomic && messages.Count + uses.Count > 0 ? await Database.BeginTransactionAsync(cancellationToken) : null;
        writtenMessages.AddRange(messages);
        try
        {
            var changes = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (asArrays)
                await WriteAsArrays(messages, cancellationToken);
            if (uses.Count > 0)
                await UsageChain.Append(this, uses, cancellationToken);
            if (own is not null)
                await own.CommitAsync(cancellationToken);
            return changes;
        }
        catch
        {
            writtenMessages.Clear();
            throw;
        }
    }

    /// <summary>What this transaction, or a save without one, wrote to the outbox and is to go at once.</summary>
    internal IReadOnlyList<OutboxMessage> TakeWrittenMessages()
    {
        List<OutboxMessage> written = [.. writtenMessages.Where(message => message.Message is not null)];
        writtenMessages.Clear();
        return written;
    }

    /// <summary>Contexts are used again: what this unit of work did not save is nothing to the next.</summary>
    public override void Dispose()
    {
        ForgetAll();
        GC.SuppressFinalize(this);
        base.Dispose();
    }

    /// <inheritdoc cref="Dispose" />
    public override ValueTask DisposeAsync()
    {
        ForgetAll();
        GC.SuppressFinalize(this);
        return base.DisposeAsync();
    }

    /// <summary>Forgets everything that was read or changed here, so that work whose commit failed can begin anew.</summary>
    internal void Forget()
    {
        ChangeTracker.Clear();
        ForgetNews();
        HasMetAnother = true;
    }

    private void ForgetAll()
    {
        ForgetNews();
        HasMetAnother = false;
    }

    private void ForgetNews()
    {
        NewMessages.Clear();
        newUses.Clear();
        writtenMessages.Clear();
    }

    /// <summary>
    /// Whether PostgreSQL makes one transaction of the save: rows that EF Core sends together are there all or none, and a
    /// COMMIT would be a round trip more. Only new rows, since a change that met another one shows afterwards; few, and none
    /// that waits for a key which the database makes for another, since EF Core would part them.
    /// </summary>
    private bool IsAtomicByItself()
    {
        if (!Database.IsNpgsql() || Database.CurrentTransaction is not null)
            return false;
        var changed = ChangeTracker.Entries().Where(entry => entry.State != EntityState.Unchanged).ToList();
        return changed.Count <= MostTogether && changed.TrueForAll(entry => entry.State == EntityState.Added
            && entry.Metadata.GetForeignKeys().All(key => key.PrincipalKey.Properties.All(property => property.ValueGenerated == ValueGenerated.Never)));
    }

    private Task<int> WriteAsArrays(List<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        T[] Column<T>(Func<OutboxMessage, T> of) => [.. messages.Select(of)];
        return Database.ExecuteSqlAsync($"""
            INSERT INTO outbox (message_id, message_type, destination, body, trace_parent, due_at, attempts)
            SELECT unnest({Column(row => row.MessageId)}), unnest({Column(row => row.MessageType)}), unnest({Column(row => row.Destination)}),
                unnest({Column(row => row.Body)}), unnest({Column(row => row.TraceParent)}), unnest({Column(row => row.DueAt)}), 0
            """, cancellationToken);
    }

    /// <summary>Counts the version of every changed row that has one, so that of two changes at once the later is noticed.</summary>
    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Modified && entry.Metadata.FindProperty(Version) is not null))
        {
            var version = entry.Property(Version);
            version.CurrentValue = (int)version.CurrentValue! + 1;
        }
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Every moment is UTC; SQLite would otherwise return it without saying so.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("outbox");
            outbox.HasKey(row => row.MessageId);
            outbox.HasIndex(row => row.DueAt).HasFilter("parked_at IS NULL");
        });
        modelBuilder.Entity<InboxMessage>(inbox =>
        {
            inbox.ToTable("inbox");
            inbox.HasKey(row => row.MessageId);
            inbox.HasIndex(row => row.ConsumedAt);
        });
        modelBuilder.Entity<IdempotentAnswer>(answers =>
        {
            answers.ToTable("idempotent_answers");
            answers.HasKey(row => new { row.Caller, row.Key });
            answers.HasIndex(row => row.AnsweredAt);
        });
        UsageEntry.Configure(modelBuilder);
    }

    /// <summary>How records within a row are stored.</summary>
    public static readonly JsonSerializerOptions StoredJson = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Stores a whole record as JSON: it is read and written as one, never searched, and replaced, not changed.</summary>
    protected static void Json<T>(PropertyBuilder<T> property, Expression<Func<string, T>>? read = null) => property.HasConversion(
        new ValueConverter<T, string>(value => JsonSerializer.Serialize(value, StoredJson), read ?? (json => JsonSerializer.Deserialize<T>(json, StoredJson)!)),
        new ValueComparer<T>((one, other) => ReferenceEquals(one, other), value => RuntimeHelpers.GetHashCode(value)));

    /// <summary>Gives an entity a version as concurrency token.</summary>
    protected static void HasVersion<T>(EntityTypeBuilder<T> entity) where T : class => entity.Property<int>(Version).IsConcurrencyToken();

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        moment => moment, moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
