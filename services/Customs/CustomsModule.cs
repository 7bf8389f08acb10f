using Microsoft.EntityFrameworkCore;
using Portal.Customs.Accounts;
using Portal.Customs.CodeLists;
using Portal.Customs.Declarations;
using Portal.Customs.Duties;
using Portal.Customs.Statistics;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.Customs;

/// <summary>The customs service: declarations, tariff, duties, risk, deposit accounts.</summary>
public sealed class CustomsModule : IServiceModule
{
    internal const string Mailbox = "customs";

    /// <inheritdoc />
    public string Name => Mailbox;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        if (builder.AddPackFile("customs.yaml", CustomsRules.Read) is { } rules)
            ImportTariff.ReadPack(builder.Instance<CountryPack>(), rules, builder.Instance<PackFaults>());
        builder.Services.AddSingleton(InternationalCodes.Read(builder.Instance<PackFaults>()));
        builder.AddServiceDatabase<CustomsDbContext>(Name, Seed);
        builder.Services.AddOpenApi(Name, options => options.Describe("Customs", "Declarations from lodging to release, the tariff, duty estimates and deposit accounts."));

        builder.Services.AddSingleton<TariffBook>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TariffBook>());
        builder.Services.AddSingleton<DutyCalculation>();
        builder.Services.AddSingleton<DeclarationRules>();
        builder.Services.AddSingleton<IReadAhead<CustomsDbContext>, DeclarationsAhead>();
        builder.Services.AddScoped<DutyCollection>();
        builder.Services.AddScoped<DeclarationAssessment>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var queries = endpoints.MapGroup("/api/customs").WithGroupName(Name);
        var commands = endpoints.MapGroup("/api/customs").WithGroupName(Name).WithUnitOfWork<CustomsDbContext>();
        var officers = endpoints.MapGroup("/api/customs").WithGroupName(Name).WithUnitOfWork<CustomsDbContext>().ForOfficersOf(Name);
        var heads = endpoints.MapGroup("/api/customs").WithGroupName(Name).ForHeadsOf(Name);

        LodgeDeclaration.Map(commands);
        CheckDeclaration.Map(queries);
        ReadDeclarations.Map(queries);
        AmendDeclaration.Map(commands);
        CancelDeclaration.Map(commands);
        Documents.Map(queries, commands);
        OfficerDecisions.Map(officers);
        ReadStatistics.Map(heads);
        ReadCodeLists.Map(queries);
        ReadTariff.Map(queries);
        EstimateDuties.Map(queries);
        AccountRoutes.Map(queries, commands);
        queries.MapUsageLog<CustomsDbContext>(Name);
    }

    private static async Task Seed(IServiceProvider services, CustomsDbContext db, CancellationToken cancellationToken)
    {
        var rules = services.GetRequiredService<CustomsRules>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var tariff = services.GetRequiredService<TariffBook>();
        if (await tariff.Refresh(db, cancellationToken))
            return;

        // The first edition of the tariff comes last, so that it tells a database that has all its first rows.
        if (services.GetRequiredService<IConfiguration>().GetValue<bool>("Portal:Demo") && !await db.Accounts.AnyAsync(cancellationToken))
        {
            foreach (var (owner, balance) in rules.DemonstrationAccounts.Where(account => account.Value > 0))
            {
                var account = Account.Open(owner);
                account.Deposit(balance, "opening", now);
                db.Add(account);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        var files = ImportTariff.ReadPack(services.GetRequiredService<CountryPack>(), rules, new PackFaults());
        await ImportTariff.Import(db, files, now, cancellationToken);
        await tariff.Refresh(db, cancellationToken);
    }
}
