using Microsoft.EntityFrameworkCore;

namespace Portal.Identity;

/// <summary>What the provider keeps: clients, authorizations and tokens, as OpenIddict's own tables.</summary>
public sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : DbContext(options)
{
    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOpenIddict();
}
