using System.Diagnostics;
using System.Globalization;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.AllInOne;

/// <summary>Commands for whoever runs the portal. They work on the databases, beside a running portal or without one.</summary>
internal static class Maintenance
{
    public static Task<int> ImportTariff(IConfiguration settings, string file, CancellationToken stopping) => With(settings, async services =>
    {
        var clock = Stopwatch.StartNew();
        var rows = await TariffImporter.Import(services, file, stopping);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{rows} rows imported in {clock.Elapsed.TotalSeconds:0.00} s. A running portal takes them up within seconds."));
    });

    public static Task<int> ListFailed(IConfiguration settings) => With(settings, async services =>
    {
        foreach (var desk in services.GetServices<IOutboxDesk>())
        {
            foreach (var message in await desk.Parked())
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{desk.Service}  {message.MessageId}  {message.ParkedAt:yyyy-MM-dd HH:mm:ss}Z  {message.MessageType} -> {message.Destination ?? "subscribers"}  {message.ParkedReason}"));
        }
    });

    public static Task<int> Replay(IConfiguration settings) => With(settings, async services =>
    {
        foreach (var desk in services.GetServices<IOutboxDesk>())
        {
            var count = await desk.Replay();
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{desk.Service}: {count} message(s) go out again"));
        }
    });

    /// <summary>The services' container without its hosted parts: nothing listens and nothing is relayed.</summary>
    private static Task<int> With(IConfiguration settings, Func<IServiceProvider, Task> work) => PortalHost.Guard(async () =>
    {
        DataFolder.Check(settings["Portal:Data"]!, Countries.Chosen(settings));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(settings);
        await using var app = PortalHost.Build(builder, EmbeddedPortal.Modules);
        foreach (var database in app.Services.GetServices<IDatabasePreparation>())
            await database.Prepare(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    });
}
