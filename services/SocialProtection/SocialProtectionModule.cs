using Portal.ServiceDefaults.Caching;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Applications;
using Portal.SocialProtection.Consents;
using Portal.SocialProtection.Demonstration;
using Portal.SocialProtection.Employers;
using Portal.SocialProtection.Lookups;
using Portal.SocialProtection.Pensions;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection;

/// <summary>The social protection service: the register of insured persons, pensions and benefits, and narrow answers about them.</summary>
public sealed class SocialProtectionModule : IServiceModule
{
    internal const string Mailbox = "social-protection";

    /// <inheritdoc />
    public string Name => Mailbox;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        var rules = builder.AddPackFile("social-protection.yaml", SocialProtectionRules.Read);
        builder.AddPackFile("social-protection-register.yaml", (node, country) => DemonstrationRegister.Read(node, country, rules));
        builder.AddServiceDatabase<SocialProtectionDbContext>(Name, FillRegister.Seed);
        builder.Services.AddOpenApi(Name, options => options.Describe("Social protection", "The register of insured persons, pensions and benefits, answers to other institutions, and who read what."));

        builder.Services.AddSingleton<Answers>();
        builder.AddCache(Name);
        builder.Services.AddSingleton<FactCache>();
        builder.Services.AddSingleton<PensionCalculation>();
        builder.Services.AddSingleton<Reading>();
        builder.Services.AddScoped<PersonRecord>();
        builder.Services.AddScoped<ReportRules>();
        builder.Services.AddScoped<Reports>();
        builder.Services.AddHostedService<PayBenefits>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var queries = endpoints.MapGroup("/api/social-protection").WithGroupName(Name);
        var commands = endpoints.MapGroup("/api/social-protection").WithGroupName(Name).WithUnitOfWork<SocialProtectionDbContext>();
        var officerQueries = endpoints.MapGroup("/api/social-protection").WithGroupName(Name).ForOfficersOf(Name);
        var officers = endpoints.MapGroup("/api/social-protection").WithGroupName(Name).WithUnitOfWork<SocialProtectionDbContext>().ForOfficersOf(Name);

        ReadMyRecord.Map(queries);
        ReadPersons.Map(officerQueries);
        EnterPerson.Map(officers);
        CorrectRecord.Map(queries, officerQueries, officers);
        IssueCertificate.Map(commands);
        EndBenefit.Map(officers);
        ReadCodeLists.Map(queries);
        EstimatePension.Map(queries);
        ApplyForBenefit.Map(queries, commands);
        ReadApplications.Map(queries);
        ApplicantSteps.Map(commands);
        ApplicationDocuments.Map(queries, commands);
        DecideApplications.Map(officers);
        ConsentRoutes.Map(queries, commands);
        FileReport.Map(commands);
        EnterEmployer.Map(officers);
        EmployerRoutes.Map(queries, officerQueries, officers);
        AskLookup.Map(queries);
        var rules = endpoints.ServiceProvider.GetRequiredService<SocialProtectionRules>();
        queries.MapUsageLog<SocialProtectionDbContext>(Name, code => rules.Purposes.GetValueOrDefault(code)?.Name ?? rules.Questions.GetValueOrDefault(code));
    }
}
