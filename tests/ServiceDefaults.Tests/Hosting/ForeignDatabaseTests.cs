using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Tests.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A database in PostgreSQL belongs to one country, as a data folder does.</summary>
public sealed class ForeignDatabaseTests
{
    [Fact]
    public async Task The_data_of_another_country_are_refused_and_those_of_before_become_this_countrys()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var database = $"{(await RunningStack.Find()!.Beside("country", "customs"))["ConnectionStrings:customs"]};Pooling=false";

        await Prepare("az", database);
        Comment(database).ShouldBe("portal of az");

        (await Should.ThrowAsync<StartupFailure>(() => Prepare("af", database))).Message.ShouldContain("country 'af'");
        Comment(database).ShouldBe("portal of az");

        CrashTests.Rows(new NpgsqlConnection(database), $"COMMENT ON DATABASE {new NpgsqlConnectionStringBuilder(database).Database} IS NULL");
        await Prepare("az", database);
        Comment(database).ShouldBe("portal of az");

        await using (var other = Build("af", database))
        {
            await other.StartAsync();
            await TallyPortal.Until(async () => (await Health(other)).Description?.Contains("country 'az'", StringComparison.Ordinal) == true, "the reason was told");
            (await Health(other)).Status.ShouldBe(HealthStatus.Unhealthy);
            other.Services.GetRequiredService<IDatabaseGate>().Ready.IsCompleted.ShouldBeFalse();
            await other.StopAsync();
        }
    }

    private static WebApplication Build(string country, string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Country"] = country, ["Portal:Demo"] = "true", ["Portal:Data"] = TemporaryFolder.New(), ["urls"] = "http://127.0.0.1:0", ["ConnectionStrings:tally"] = database,
        });
        return PortalHost.Build(builder, [new TallyModule()]);
    }

    private static async Task Prepare(string country, string database)
    {
        await using var portal = Build(country, database);
        await portal.Services.GetRequiredService<IDatabasePreparation>().Prepare(CancellationToken.None);
    }

    private static async Task<HealthReportEntry> Health(WebApplication portal) =>
        (await portal.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "tally-database")).Entries.Values.Single();

    private static string Comment(string database) =>
        CrashTests.Rows(new NpgsqlConnection(database), "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()")[0][0];
}
