using Microsoft.AspNetCore.Http.Features;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Scalar.AspNetCore;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Portal.Gateway;

/// <summary>The only public door: routes, limits, security headers, API reference.</summary>
public static class GatewayApp
{
    private const int MostUsualBytes = 1 << 20;

    /// <summary>A page's form with a file: the page tells a person that the file is too large, and keeps what was typed.</summary>
    private const int MostFormBytes = 24 << 20;

    /// <summary>Builds the gateway from the <c>Services</c> section: private address by service name.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddPortalDefaults("gateway");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Upload.MostBytes);
        builder.Services.AddHttpClient<ServicesReady>(client => client.Timeout = TimeSpan.FromSeconds(2));
        builder.Services.AddHealthChecks().AddCheck<ServicesReady>("services", tags: ["ready"]);
        builder.Services.AddSingleton<IDestinationResolver, Replicas>();
        builder.Services.AddRouting();
        builder.Services.AddReverseProxy().LoadFromMemory(Routes.For(builder.Configuration), Routes.Clusters(builder.Configuration)).AddTransforms(Routes.KeepSessionFromOthers).AddTransforms(Routes.FindWordsForAway)
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = InsidePortal.ConnectWithin;
                // Behind one address that spreads connections, as in Kubernetes, new replicas get their share only of new connections.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(1);
            });
        var limited = builder.Configuration.GetValue("Gateway:RateLimit:Enabled", true);
        if (limited)
            builder.AddRateLimit();

        var app = builder.Build();
        app.UseProblemDetails();
        app.UseStatusCodePages(SorryPage.Show);
        app.Use(ForgetBaggage);
        app.UseMiddleware<SecurityHeaders>();
        app.Use(LimitBody);
        app.Use(RefuseEmptyKey);
        if (limited)
            app.UseRateLimiter();
        app.MapHealth();
        app.MapScalarApiReference("/docs", options =>
        {
            options.Title = "Portal API reference";
            options.WithOpenApiRoutePattern("/openapi/{documentName}.json").AddDocuments(Routes.Documented(builder.Configuration));
            // Nothing leaves this portal: no fonts, statistics, assistants or deployment offers from elsewhere.
            options.DefaultFonts = false;
            options.DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton();
        });
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(AnotherReplica.Forward);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        return app;
    }

    /// <summary>The proxy leaves out headers that are empty: whoever sends an empty key would believe himself safe from repeats.</summary>
    private static Task RefuseEmptyKey(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.TryGetValue(IdempotentAnswer.Header, out var key) && key.ToString().Length == 0 ? IdempotentAnswer.BadKey.ExecuteAsync(context) : next(context);

    /// <summary>The trace of a client is continued, what it says beside it is not: it would travel with every request and message.</summary>
    private static Task ForgetBaggage(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            foreach (var (name, _) in activity.Baggage)
                activity.SetBaggage(name, null);
        }

        return next(context);
    }

    /// <summary>JSON is small, and so is all that identity takes; only documents are large. What says so beforehand is refused before a byte is forwarded.</summary>
    private static async Task LimitBody(HttpContext context, RequestDelegate next)
    {
        var isSmall = context.Request.HasJsonContentType() || context.Request.Path.StartsWithSegments("/identity", StringComparison.OrdinalIgnoreCase);
        var most = isSmall ? MostUsualBytes : context.Request.HasFormContentType ? MostFormBytes : Upload.MostBytes;
        var size = context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature ? feature : null;
        if (context.Request.ContentLength > most)
        {
            // The server then reads on for some seconds, so that the client comes to read the answer and not a broken pipe.
            size?.MaxRequestBodySize = null;
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        size?.MaxRequestBodySize = most;
        await next(context);
    }
}
