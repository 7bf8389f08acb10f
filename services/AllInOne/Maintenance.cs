using System.Diagnostics;
using System.Globalization;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.AllInOne;

/// <summary>Commands for whoever runs the portal. They work on the databases, beside a running portal or without one.</summary>
internal static class Maintenance
{
    public static Task<int> ImportTariff(IConfiguration settings, string file, CancellationToken stopping) => With(settings, async services =>
    {
        var clock = Stopwatch.StartNew();
        var rows = await TariffImporter.Import(services, file, stopping);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Rows imported: {rows}, in {clock.Elapsed.TotalSeconds:0.00} s. A running portal takes them up within seconds."));
    });

    public static Task<int> ListFailed(IConfiguration settings) => With(settings, FailedMessages.List, needsData: true);

    public static Task<int> Replay(IConfiguration settings) => With(settings, FailedMessages.Replay, needsData: true);

    public static Task<int> VerifyUsageLogs(IConfiguration settings, IReadOnlyList<string> kept) => With(settings, services => UsageAudit.Verify(services, kept), needsData: true);

    private static Task<int> With(IConfiguration settings, Func<IServiceProvider, Task> work, bool needsData = false) => PortalHost.Guard(() =>
    {
        // Data in PostgreSQL say themselves whose they are.
        if (EmbeddedPortal.Modules.Any(module => string.IsNullOrEmpty(settings.GetConnectionString(module.Name))))
        {
            // An empty portal made on the way would have nothing to complain of.
            if (needsData && !File.Exists(Path.Combine(settings["Portal:Data"]!, "portal.json")))
                throw new StartupFailure($"There is no portal in {Path.GetFullPath(settings["Portal:Data"]!)}; say where it is with --data DIR.");
            DataFolder.Check(settings["Portal:Data"]!, Countries.Chosen(settings));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(settings);
        return PortalHost.Maintain(builder, EmbeddedPortal.Modules, work);
    });
}
