using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Customs;
using Portal.Gateway;
using Portal.Identity;
using Portal.Identity.Personas;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.SocialProtection;
using Portal.Web;

namespace Portal.AllInOne;

/// <summary>
/// The whole portal in one process: the gateway on the public address; behind it the pages, and all services in one
/// application, on loopback ports; SQLite files in one folder, messages in memory.
/// </summary>
public sealed class EmbeddedPortal : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly WebApplication services;
    private readonly WebApplication pages;
    private readonly WebApplication gateway;

    private EmbeddedPortal(DataFolder folder, WebApplication services, WebApplication pages, WebApplication gateway, Uri address) =>
        (this.folder, this.services, this.pages, this.gateway, Address) = (folder, services, pages, gateway, address);

    /// <summary>Every service there is.</summary>
    public static IReadOnlyList<IServiceModule> Modules => [new IdentityModule(), new CustomsModule(), new SocialProtectionModule()];

    /// <summary>What people type.</summary>
    public Uri Address { get; }

    /// <summary>The services' container, for maintenance and tests.</summary>
    public IServiceProvider Services => services.Services;

    /// <summary>The pages' container, for tests.</summary>
    public IServiceProvider Pages => pages.Services;

    /// <summary>Settings in rising order: the defaults of a demonstration, the environment, what the caller says.</summary>
    public static IConfiguration Settings(IReadOnlyDictionary<string, string?> told) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Demo"] = "true", ["Portal:Data"] = "data", ["urls"] = "http://localhost:8080", ["Logging:LogLevel:Default"] = "Warning",
            // A laptop's demonstration keys need no further encryption.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        })
        .AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables()
        .AddInMemoryCollection(told.Where(setting => setting.Value is not null)).Build();

    /// <summary>Starts the portal, says where it is, and runs until told to stop.</summary>
    public static async Task Run(IConfiguration settings, bool reset, CancellationToken stopping)
    {
        await using var portal = await Start(settings, reset, Modules, cancellationToken: stopping);
        await Console.Out.WriteLineAsync(portal.Welcome());
        await portal.gateway.WaitForShutdownAsync(stopping);
    }

    /// <summary>Starts the portal; returns when every service is ready.</summary>
    public static async Task<EmbeddedPortal> Start(IConfiguration settings, bool reset, IReadOnlyList<IServiceModule> modules, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        var address = PublicAddress(settings["urls"]!.Split(';')[0]);
        var (inside, pagesInside) = FreeAddresses();
        var folder = DataFolder.Open(settings["Portal:Data"]!, Countries.Chosen(settings), reset);
        var started = new Stack<WebApplication>();
        try
        {
            (string, string)[] whereabouts = [.. modules.Select(module => ($"Services:{module.Name}", inside)), ($"Services:{WebApp.Name}", pagesInside)];
            (string, string)[] shared = [("Portal:Data", folder.Path), ("Portal:PublicUrl", settings["Portal:PublicUrl"] ?? address.ToString()), .. whereabouts];
            // Built side by side: each takes a while that the others need not wait for.
            var gateway = Task.Run(() => GatewayApp.Build(Builder(settings, [.. whereabouts, ("urls", settings["urls"]!)], clock)), cancellationToken);
            var pages = Task.Run(() => WebApp.Build(Builder(settings, [.. shared, ("urls", pagesInside)], clock)), cancellationToken);
            var services = PortalHost.Build(Builder(settings, [.. shared, ("urls", inside)], clock), modules);
            // The public port first: if it is taken, nothing behind it has begun to work.
            foreach (var application in new[] { await gateway, services, await pages })
            {
                started.Push(application);
                await application.StartAsync(cancellationToken);
            }

            var portal = new EmbeddedPortal(folder, services, await pages, await gateway, address);
            await portal.BecomeReady(cancellationToken);
            return portal;
        }
        catch
        {
            foreach (var application in started)
                await application.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Stops taking requests, then finishes what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var application in new[] { gateway, pages, services })
        {
            await application.StopAsync();
            await application.DisposeAsync();
        }

        folder.Dispose();
    }

    private static WebApplicationBuilder Builder(IConfiguration settings, IReadOnlyList<(string Name, string Value)> more, TimeProvider? clock)
    {
        // "urls" comes with the rest: UseUrls would write it into the settings too, which the applications share while they are built.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.AddConfiguration(settings).AddInMemoryCollection(more.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        return builder;
    }

    private async Task BecomeReady(CancellationToken cancellationToken)
    {
        foreach (var application in new[] { services, pages })
        {
            var health = application.Services.GetRequiredService<HealthCheckService>();
            while ((await health.CheckHealthAsync(check => check.Tags.Contains("ready"), cancellationToken)).Status != HealthStatus.Healthy)
                await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>An address that listens everywhere is reached as localhost.</summary>
    private static Uri PublicAddress(string url)
    {
        foreach (var everywhere in new[] { "//0.0.0.0", "//[::]", "//*", "//+" })
            url = url.Replace(everywhere, "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp
            ? address
            : throw new StartupFailure($"'{url}' is not an address like http://localhost:8080.");
    }

    /// <summary>Both ports are held before either is let go, so that they are two.</summary>
    private static (string Services, string Pages) FreeAddresses()
    {
        using TcpListener one = new(IPAddress.Loopback, 0), other = new(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (Address(one), Address(other));

        static string Address(TcpListener listener) => FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private string Welcome()
    {
        var country = Services.GetRequiredService<CountryPack>();
        var people = Services.GetRequiredService<PersonaBook>().People.Values;
        return $"""

            Portal of {country.Name.In("en")}, ready at {Address}

              Pages           {Address}
              API reference   {new Uri(Address, "docs")}
              Health          {new Uri(Address, "health/ready")}
              Data            {folder.Path}

            Sign in as one of these; a token for curl:
              curl -s {new Uri(Address, "identity/demo-token")} -d persona=trader

            {string.Join(Environment.NewLine, people.Select(persona => $"  {persona.Id,-24}{persona.Name}"))}

            Ctrl+C stops it.
            """;
    }
}
