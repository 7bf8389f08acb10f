using Microsoft.EntityFrameworkCore;

namespace Portal.Identity;

/// <summary>What the provider keeps: clients, authorizations and tokens, as OpenIddict's own tables.</summary>
public sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : DbContext(options)
{
    /// <summary>Which clients are registered, as a hash: registering them at every start would make it slow.</summary>
    public DbSet<ClientRegistration> ClientRegistrations => Set<ClientRegistration>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.UseOpenIddict();
        modelBuilder.Entity<ClientRegistration>().HasKey(registration => registration.Hash);
    }
}

/// <summary>A set of clients that was registered.</summary>
public sealed class ClientRegistration
{
    /// <summary>SHA-256 of everything that was registered, secrets included.</summary>
    public required string Hash { get; init; }
}
