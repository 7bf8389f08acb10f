using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Gateway;
using Portal.ServiceDefaults.Hosting;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>Logs are written with their scopes, so that each line has the id of its trace. The path, which names a person, must not come along.</summary>
public sealed class LogTests
{
    private const string Person = "7QX4KTM";

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Logging:LogLevel:Default", "Information")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore", "Information")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information")]
    [InlineData("Logging:Captured:LogLevel:Default", "Information")]
    public async Task A_failure_is_logged_with_its_trace_and_without_the_person_it_is_about(string setting, string level)
    {
        using var log = new CapturedLog();
        await using var service = PortalHost.Build(Builder(log, setting, level), [new RegistryModule()]);

        await Ask(service, log, HttpStatusCode.InternalServerError, RegistryModule.Failure);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Logging:LogLevel:Yarp", "Information")]
    [InlineData("Logging:LogLevel:Yarp.ReverseProxy.Forwarder", "Information")]
    [InlineData("Logging:Captured:LogLevel:Default", "Information")]
    public async Task The_gateway_logs_a_service_that_is_away_with_the_trace_and_without_the_person(string setting, string level)
    {
        using var log = new CapturedLog();
        var builder = Builder(log, setting, level);
        builder.Configuration["Services:registry"] = $"http://127.0.0.1:{Ports.Free()}";
        await using var gateway = GatewayApp.Build(builder);

        await Ask(gateway, log, HttpStatusCode.BadGateway, "Yarp.ReverseProxy.Forwarder.HttpForwarder");
    }

    /// <summary>Asks about the person, and looks for what was logged of it.</summary>
    private static async Task Ask(WebApplication program, CapturedLog log, HttpStatusCode expected, string logged)
    {
        await program.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(program.Urls.Single()) };
        using var answer = await client.GetAsync($"/api/registry/persons/{Person}");
        answer.StatusCode.ShouldBe(expected);
        var trace = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["traceId"]!.GetValue<string>();
        await program.StopAsync();

        trace.ShouldMatch("^[0-9a-f]{32}$");
        log.Entries.ShouldContain(entry => entry.Contains(logged, StringComparison.Ordinal) && entry.Contains($"TraceId:{trace}", StringComparison.Ordinal));
        log.Entries.Where(entry => entry.Contains(Person, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static WebApplicationBuilder Builder(CapturedLog log, string setting, string level)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Country"] = "az", ["Portal:Data"] = TemporaryFolder.New(), ["urls"] = "http://127.0.0.1:0", ["Gateway:RateLimit:Enabled"] = "false", [setting] = level,
        });
        return builder;
    }
}
