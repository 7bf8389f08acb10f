using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
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
            .ConfigureResource(resource => resource.AddService(service))
            .WithTracing(tracing => tracing.AddSource(Source.Name, "MassTransit", "Yarp.ReverseProxy").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddNpgsql().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter("MassTransit", "Npgsql").AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter());
    }
}
