using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>What the portal sends to a collector of OpenTelemetry.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string Person = "8RY5MVN";

    private readonly ConcurrentQueue<(string Signal, string Body)> received = new();
    private WebApplication collector = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue((signal, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();
    }

    public ValueTask DisposeAsync() => collector.DisposeAsync();

    [Fact]
    public async Task Traces_metrics_and_logs_are_sent_and_tell_the_route_but_no_person()
    {
        var settings = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        await using (var portal = await PortalUnderTest.Start(modules: [new RegistryModule()], settings: settings))
        {
            using var answer = await portal.Anonymous.GetAsync($"/api/registry/persons/{Person}");
            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        }

        // What had not been sent yet was sent at the stop.
        received.Select(sent => sent.Signal).Distinct().ShouldBe(["traces", "metrics", "logs"], ignoreOrder: true);
        foreach (var (signal, told) in new[] { ("traces", "/api/registry/persons/{id}"), ("metrics", "http.server.request.duration"), ("logs", RegistryModule.Failure) })
            received.ShouldContain(sent => sent.Signal == signal && sent.Body.Contains(told, StringComparison.Ordinal), signal);
        received.Where(sent => sent.Body.Contains(Person, StringComparison.Ordinal)).Select(sent => sent.Signal).ShouldBeEmpty();
    }
}
