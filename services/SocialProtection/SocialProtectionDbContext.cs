using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Persistence;
using Portal.SocialProtection.Lookups;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection;

/// <summary>What the fund keeps: insured persons, certificates, and who asked about them.</summary>
public sealed class SocialProtectionDbContext(DbContextOptions<SocialProtectionDbContext> options) : ServiceDbContext(options)
{
    /// <summary>Insured persons.</summary>
    public DbSet<InsuredPerson> Persons => Set<InsuredPerson>();

    /// <summary>Questions of other institutions.</summary>
    public DbSet<AccessLogEntry> AccessLog => Set<AccessLogEntry>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<InsuredPerson>().HasMany(person => person.Certificates).WithOne().HasForeignKey(certificate => certificate.PersonId);
        modelBuilder.Entity<Certificate>().HasKey(certificate => certificate.Number);
        modelBuilder.Entity<AccessLogEntry>(access =>
        {
            access.ToTable("access_log");
            access.HasIndex(row => new { row.PersonId, row.Id });
        });
    }
}
