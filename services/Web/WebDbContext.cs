using Microsoft.EntityFrameworkCore;
using Portal.Web.Drafts;
using Portal.Web.SignIn;

namespace Portal.Web;

/// <summary>What the pages keep: who is signed in, and what somebody has begun and not yet sent.</summary>
public sealed class WebDbContext(DbContextOptions<WebDbContext> options) : DbContext(options)
{
    /// <summary>Sessions.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Drafts.</summary>
    public DbSet<Draft> Drafts => Set<Draft>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Session>().HasIndex(session => session.ExpiresAt);
        modelBuilder.Entity<Draft>(draft =>
        {
            draft.Property(row => row.Id).ValueGeneratedNever();
            draft.Property(row => row.Version).IsConcurrencyToken();
            draft.HasIndex(row => new { row.Owner, row.Kind, row.ChangedAt });
        });
    }
}
