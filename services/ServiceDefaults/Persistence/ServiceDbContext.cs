using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>A service's database. Beside its own tables each has an outbox, an inbox and the answers given to idempotency keys.</summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options)
{
    private const string Version = "Version";

    /// <summary>Messages not yet proven delivered.</summary>
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    /// <summary>Whether messages were added since the last commit; the relay is woken only then.</summary>
    internal bool HasNewMessages { get; set; }

    /// <summary>Counts the version of every changed row that has one, so that of two changes at once the later is noticed.</summary>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries().Where(entry => entry.State == EntityState.Modified && entry.Metadata.FindProperty(Version) is not null))
        {
            var version = entry.Property(Version);
            version.CurrentValue = (int)version.CurrentValue! + 1;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
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
            outbox.HasKey(row => row.Id);
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
    }

    /// <summary>Gives an entity a version as concurrency token.</summary>
    protected static void HasVersion<T>(EntityTypeBuilder<T> entity) where T : class => entity.Property<int>(Version).IsConcurrencyToken();

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        moment => moment, moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
