using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

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
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication>().ToTable("open_iddict_applications");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization>().ToTable("open_iddict_authorizations");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope>().ToTable("open_iddict_scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken>().ToTable("open_iddict_tokens");
        modelBuilder.Entity<ClientRegistration>().HasKey(registration => registration.Hash);
    }
}

/// <summary>A set of clients that was registered.</summary>
public sealed class ClientRegistration
{
    /// <summary>SHA-256 of everything that was registered, secrets included.</summary>
    public required string Hash { get; init; }
}
