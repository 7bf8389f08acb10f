using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Customs.Accounts;
using Portal.Customs.Declarations;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Persistence;

namespace Portal.Customs;

/// <summary>What customs keeps: declarations, the tariff, traders' deposit accounts.</summary>
public sealed class CustomsDbContext(DbContextOptions<CustomsDbContext> options) : ServiceDbContext(options)
{
    /// <summary>Declarations.</summary>
    public DbSet<Declaration> Declarations => Set<Declaration>();

    /// <summary>What declarants were told.</summary>
    public DbSet<Notification> Notifications => Set<Notification>();

    /// <summary>Uploaded documents.</summary>
    public DbSet<Document> Documents => Set<Document>();

    /// <summary>Deposit accounts.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Their lines.</summary>
    public DbSet<AccountEntry> AccountEntries => Set<AccountEntry>();

    /// <summary>What the treasury got, by charge.</summary>
    public DbSet<RevenueEntry> RevenueEntries => Set<RevenueEntry>();

    /// <summary>The nomenclature.</summary>
    public DbSet<Commodity> Commodities => Set<Commodity>();

    /// <summary>The rates.</summary>
    public DbSet<TariffRate> TariffRates => Set<TariffRate>();

    /// <summary>The imports.</summary>
    public DbSet<TariffEdition> TariffEditions => Set<TariffEdition>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Declaration>(declaration =>
        {
            declaration.HasKey(row => row.Mrn);
            declaration.Property(row => row.Mrn).HasMaxLength(18);
            declaration.HasIndex(row => new { row.FunctionalReferenceId, row.DeclarantId }).IsUnique();
            declaration.HasIndex(row => new { row.DeclarantId, row.LodgedAt });
            declaration.HasIndex(row => new { row.Status, row.LodgedAt });
            declaration.HasIndex(row => row.LodgedAt);
            declaration.HasIndex(row => new { row.Lane, row.LodgedAt }).IsDescending(true, false);
            declaration.HasIndex(row => row.CustomsValue);
            // All that statistics ask for, so that they need not read the declarations.
            declaration.HasIndex(row => new { row.LodgedOn, row.Lane, row.Status, row.SecondsToRelease, row.Chapter, row.CustomsValue });
            // As a number lanes sort by strictness.
            declaration.Property(row => row.Lane).HasConversion<int>();
            declaration.HasMany(row => row.Notifications).WithOne().HasForeignKey(notification => notification.Mrn);
            Json(declaration.Property(row => row.Persons));
            Json(declaration.Property(row => row.Data));
            Json(declaration.Property(row => row.Assessment));
            Json(declaration.Property(row => row.Risk));
            Json(declaration.Property(row => row.Confirmations));
            Json(declaration.Property(row => row.MissingDocuments));
            Json(declaration.Property(row => row.Decisions));
            HasVersion(declaration);
        });
        modelBuilder.Entity<Notification>().HasKey(row => new { row.Mrn, row.Sequence });
        modelBuilder.Entity<Document>(document =>
        {
            document.HasIndex(row => row.Mrn);
            document.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<Account>(account =>
        {
            account.HasKey(row => row.Owner);
            account.HasMany(row => row.Entries).WithOne().HasForeignKey(entry => entry.Owner);
            HasVersion(account);
        });
        modelBuilder.Entity<AccountEntry>().HasIndex(row => new { row.Owner, row.Kind, row.Reference, row.Revision }).IsUnique();
        modelBuilder.Entity<RevenueEntry>(entry =>
        {
            entry.HasKey(row => new { row.Mrn, row.Revision, row.Kind, row.Charge });
            entry.HasIndex(row => new { row.Day, row.Charge });
        });
        modelBuilder.Entity<Commodity>(commodity =>
        {
            commodity.HasKey(row => row.Code);
            Json(commodity.Property(row => row.Description), json => new LocalizedText(JsonSerializer.Deserialize<Dictionary<string, string>>(json, StoredJson)!));
        });
        modelBuilder.Entity<TariffRate>().HasKey(row => new { row.Code, row.Name });
    }
}
