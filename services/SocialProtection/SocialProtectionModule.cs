using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection;

/// <summary>The social protection service: the register of insured persons and narrow answers about them.</summary>
public sealed class SocialProtectionModule : IServiceModule
{
    internal const string Mailbox = "social-protection";

    /// <inheritdoc />
    public string Name => Mailbox;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddPackFile("social-protection.yaml", InsuredPerson.ReadRegister);
        builder.AddServiceDatabase<SocialProtectionDbContext>(Name, Seed);
        builder.Services.AddOpenApi(Name, options => options.Describe("Social protection", "The register of insured persons, and who read it."));
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints) => MyRecord.Map(endpoints.MapGroup("/api/social-protection").WithGroupName(Name));

    private static async Task Seed(IServiceProvider services, SocialProtectionDbContext db, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<IConfiguration>().GetValue<bool>("Portal:Demo") || await db.Persons.AnyAsync(cancellationToken))
            return;
        db.AddRange(services.GetRequiredService<IReadOnlyList<InsuredPerson>>());
        await db.SaveChangesAsync(cancellationToken);
    }
}
