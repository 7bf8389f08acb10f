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

/// <summary>Traces, metrics and logs by OpenTelemetry, sent when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
public static class Telemetry
{
    /// <summary>What the portal itself traces.</summary>
    public static readonly ActivitySource Source = new("Portal");

    /// <summary>Every request belongs to a trace, also where nobody collects them: problem details, messages and logs tell its id.</summary>
    private static readonly ActivityListener Requests = new()
    {
        ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    /// <summary>Collects from HTTP, messages and SQL. Where no endpoint is set, requests have a trace id and nothing more.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        ActivitySource.AddActivityListener(Requests);
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
            return;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, serviceInstanceId: Environment.MachineName).AddEnvironmentVariableDetector())
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
