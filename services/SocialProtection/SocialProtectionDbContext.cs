using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Persistence;
using Portal.SocialProtection.Applications;
using Portal.SocialProtection.Consents;
using Portal.SocialProtection.Employers;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection;

/// <summary>What the fund keeps: insured persons and their records, employers and their reports, applications, consents.</summary>
public sealed class SocialProtectionDbContext(DbContextOptions<SocialProtectionDbContext> options) : ServiceDbContext(options)
{
    /// <summary>Insured persons.</summary>
    public DbSet<InsuredPerson> Persons => Set<InsuredPerson>();

    /// <summary>Contributions by person, month and employer.</summary>
    public DbSet<Contribution> Contributions => Set<Contribution>();

    /// <summary>Payments of benefits.</summary>
    public DbSet<BenefitPayment> BenefitPayments => Set<BenefitPayment>();

    /// <summary>What officers corrected.</summary>
    public DbSet<Correction> Corrections => Set<Correction>();

    /// <summary>Employers.</summary>
    public DbSet<Employer> Employers => Set<Employer>();

    /// <summary>Their reports.</summary>
    public DbSet<EmployerReport> Reports => Set<EmployerReport>();

    /// <summary>Applications for benefits.</summary>
    public DbSet<BenefitApplication> Applications => Set<BenefitApplication>();

    /// <summary>Documents of applications.</summary>
    public DbSet<ApplicationDocument> ApplicationDocuments => Set<ApplicationDocument>();

    /// <summary>Consents of persons.</summary>
    public DbSet<Consent> Consents => Set<Consent>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<InsuredPerson>(person =>
        {
            person.HasIndex(row => row.InsuranceNumber).IsUnique();
            person.HasIndex(row => row.Born);
            // With PostgreSQL an index of words, so that their beginnings are found in millions.
            person.HasIndex(row => row.SearchName).HasMethod("gin").IsTsVectorExpressionIndex(PersonSearch.WordsAsTheyAre).HasStorageParameter("fastupdate", false);
            person.HasMany(row => row.Certificates).WithOne().HasForeignKey(certificate => certificate.PersonId);
            person.HasMany(row => row.Employments).WithOne().HasForeignKey(employment => employment.PersonId);
            person.HasMany(row => row.Benefits).WithOne().HasForeignKey(benefit => benefit.PersonId);
            HasVersion(person);
        });
        modelBuilder.Entity<Certificate>().ToTable("certificates").HasKey(row => row.Number);
        modelBuilder.Entity<Employment>(employment =>
        {
            employment.ToTable("employments");
            employment.Property(row => row.Id).ValueGeneratedNever();
            // Of a report and an officer's correction at the same moment, the later looks again.
            employment.Property(row => row.From).IsConcurrencyToken();
            employment.Property(row => row.Until).IsConcurrencyToken();
            employment.HasIndex(row => row.EmployerId);
        });
        modelBuilder.Entity<Contribution>(contribution =>
        {
            contribution.HasKey(row => new { row.PersonId, row.Month, row.EmployerId });
            contribution.HasIndex(row => new { row.EmployerId, row.Month });
        });
        modelBuilder.Entity<Benefit>(benefit =>
        {
            benefit.ToTable("benefits");
            benefit.HasKey(row => row.Number);
            Json(benefit.Property(row => row.Ended));
        });
        modelBuilder.Entity<BenefitPayment>().HasKey(row => new { row.BenefitNumber, row.Month });
        modelBuilder.Entity<Correction>().HasIndex(row => row.PersonId);
        modelBuilder.Entity<EmployerReport>(report =>
        {
            report.HasKey(row => new { row.EmployerId, row.Month });
            Json(report.Property(row => row.Payments));
            HasVersion(report);
        });
        modelBuilder.Entity<BenefitApplication>(application =>
        {
            application.HasKey(row => row.Number);
            application.HasIndex(row => new { row.PersonId, row.SubmittedAt });
            application.HasIndex(row => new { row.Status, row.SubmittedAt });
            Json(application.Property(row => row.Answers));
            Json(application.Property(row => row.MissingDocuments));
            Json(application.Property(row => row.Steps));
            HasVersion(application);
        });
        modelBuilder.Entity<ApplicationDocument>(document =>
        {
            document.HasIndex(row => row.Number);
            document.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<Consent>(consent =>
        {
            consent.Property(row => row.Id).ValueGeneratedNever();
            consent.HasIndex(row => new { row.PersonId, row.Institution, row.Question, row.Purpose });
            HasVersion(consent);
        });
    }
}
