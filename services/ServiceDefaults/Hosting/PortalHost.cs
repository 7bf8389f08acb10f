using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>Runs services: one in a process of its own, or several in one.</summary>
public static class PortalHost
{
    /// <summary>
    /// What logs say at most where addresses are spoken of, for those name persons. The last would make a scope around each
    /// request with its path, and so put it into every line.
    /// </summary>
    private static readonly (string Category, LogLevel Level)[] NamePersons =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning), ("System.Net.Http", LogLevel.Warning), ("Yarp", LogLevel.Warning), ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None),
    ];

    /// <summary>
    /// Runs services until told to stop, or carries out <c>messages list-failed</c>, <c>messages replay</c> or
    /// <c>usage-log verify</c>. Returns the exit code: 1, and one clear line, when they cannot start.
    /// </summary>
    public static Task<int> Run(string[] args, params IReadOnlyList<IServiceModule> modules) => args switch
    {
        ["messages", "list-failed"] => Guard(() => Maintain(WebApplication.CreateBuilder(), modules, FailedMessages.List)),
        ["messages", "replay"] => Guard(() => Maintain(WebApplication.CreateBuilder(), modules, FailedMessages.Replay)),
        ["usage-log", "verify", .. var kept] => Guard(() => Maintain(WebApplication.CreateBuilder(), modules, services => UsageAudit.Verify(services, kept))),
        _ => Run(args, builder => Build(builder, modules)),
    };

    /// <summary>Works on the services' databases beside a running portal or without one: nothing listens and nothing is relayed.</summary>
    public static async Task Maintain(WebApplicationBuilder builder, IReadOnlyList<IServiceModule> modules, Func<IServiceProvider, Task> work)
    {
        builder.Logging.ClearProviders();
        await using var app = Build(builder, modules);
        foreach (var database in app.Services.GetServices<IDatabasePreparation>())
            await database.Prepare(CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider);
    }

    /// <summary>Runs one application; the argument <c>healthy</c> asks the one that runs already (exit code 0 when ready).</summary>
    public static Task<int> Run(string[] args, Func<WebApplicationBuilder, WebApplication> build) => args is ["healthy"] ? Health.Ask() : Guard(async () =>
    {
        await using var app = build(WebApplication.CreateBuilder(args));
        await app.RunAsync();
    });

    /// <summary>Builds the application that serves the modules.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, IReadOnlyList<IServiceModule> modules)
    {
        var name = modules.Count == 1 ? modules[0].Name : "portal";
        builder.AddPortalDefaults(name);
        builder.AddCountryPack();
        builder.AddAccessTokens();
        builder.Services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
        foreach (var module in modules)
            module.AddServices(builder);
        builder.RefuseFaultyPack();
        builder.AddBus(modules);

        var app = builder.Build();
        app.UseProblemDetails();
        app.UsePublicScheme();
        app.TurnAwayUntilReady(SayAway);
        app.UseRouting();
        app.Use(LetNoRouteAnswer);
        app.UseAccessTokens();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        foreach (var module in modules)
            module.MapEndpoints(app);
        return app;
    }

    /// <summary>Whoever comes before the databases have their first rows would get wrong answers; he is asked to come again.</summary>
    public static void TurnAwayUntilReady(this WebApplication app, RequestDelegate sayAway)
    {
        var gates = app.Services.GetServices<IDatabaseGate>().ToArray();
        app.Use((context, next) => gates.All(gate => gate.Ready.IsCompleted) || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? next(context) : sayAway(context));
    }

    /// <summary>503, and to come again in a second.</summary>
    public static Task SayAway(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "1";
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    /// <summary>No such route, method or content type: said to anybody. The fallback policy would ask for a token first.</summary>
    private static Task LetNoRouteAnswer(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is not RouteEndpoint)
            context.SetEndpoint(new Endpoint(endpoint?.RequestDelegate ?? NotFound, new EndpointMetadataCollection(new AllowAnonymousAttribute()), endpoint?.DisplayName));
        return next(context);

        static Task NotFound(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }

    /// <summary>What every process of the portal has, the gateway included.</summary>
    public static void AddPortalDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1 << 20;
        });
        builder.Services.AddSingleton(new PortalAddresses(builder.Configuration));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.PostConfigure<LoggerFilterOptions>(KeepPersonsOut);
        // It warns of each form that its page is not kept by browsers, as nobody asked it to.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // A start that fails is told by Guard, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        // Who asks for the health gets the reason; the log need not say it with every question.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // Two requests that meet on a row are an ordinary thing, and tried again; what is not comes as an exception of its own.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.AddTelemetry(name);
    }

    /// <summary>What is set for one provider comes before what is set for all, and a finer category before a wider; so each is told too.</summary>
    private static void KeepPersonsOut(LoggerFilterOptions filters)
    {
        foreach (var provider in filters.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var (category, level) in NamePersons)
            {
                foreach (var finer in filters.Rules.Where(rule => rule.ProviderName == provider && rule.LogLevel < level && rule.CategoryName?.StartsWith(category, StringComparison.OrdinalIgnoreCase) == true).ToList())
                    filters.Rules.Add(new LoggerFilterRule(provider, finer.CategoryName, level, finer.Filter));
                filters.Rules.Add(new LoggerFilterRule(provider, category, level, filter: null));
            }
        }
    }

    /// <summary>Runs <paramref name="work"/>; a failure its user can mend is one line on standard error and exit code 1.</summary>
    public static async Task<int> Guard(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (StartupFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
        }
        catch (IOException e) when (e.GetBaseException() is SocketException || e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{e.Message} Stop the other program or choose another address with --urls http://localhost:PORT.");
        }

        return 1;
    }
}
