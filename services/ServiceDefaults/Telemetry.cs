using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Portal.ServiceDefaults;

/// <summary>Traces and metrics by OpenTelemetry, sent when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
public static class Telemetry
{
    /// <summary>What the portal itself traces.</summary>
    public static readonly ActivitySource Source = new("Portal");

    /// <summary>Collects from HTTP, messages and SQL. Costs nothing where no endpoint is set.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
            return;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, autoGenerateServiceInstanceId: false))
            .WithTracing(tracing => tracing.AddSource(Source.Name, "MassTransit", "Yarp.ReverseProxy").AddAspNetCoreInstrumentation(http => http.EnrichWithHttpResponse = TellRouteOnly).AddHttpClientInstrumentation(http => http.EnrichWithHttpRequestMessage = TellHostOnly).AddNpgsql().AddOtlpExporter())
            .WithLogging(logging => logging.AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter("MassTransit", "Npgsql").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter());
    }

    /// <summary>Paths name persons; the route tells as much to whoever looks at a trace.</summary>
    private static void TellRouteOnly(Activity activity, HttpResponse response) =>
        activity.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);

    private static void TellHostOnly(Activity activity, HttpRequestMessage request) =>
        activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority));
}
