using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Customs;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Persistence;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>Replicas of a service that start together.</summary>
public sealed class TogetherTests
{
    private const int Replicas = 3;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Replicas_that_find_an_empty_database_or_none_make_it_and_its_first_rows_once(bool thereIsOne)
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var stack = RunningStack.Find()!;
        var database = $"{(await stack.Beside("together", "customs"))["ConnectionStrings:customs"]};Pooling=false";
        if (!thereIsOne)
        {
            await stack.Administer("DROP DATABASE customs_together");
            database = RunningStack.AsAdministrator(database);
        }

        await Task.WhenAll(Enumerable.Range(0, Replicas).Select(_ => Task.Run(() => Prepare(database))));

        Count(database, "count(*) FROM tariff_editions").ShouldBe("1");
        Count(database, "count(*) > 0 FROM account_entries").ShouldBe("True");
        Count(database, "count(*) - count(DISTINCT owner) FROM account_entries").ShouldBe("0");
    }

    private static async Task Prepare(string database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Country"] = "az", ["Portal:Demo"] = "true", ["Portal:Data"] = TemporaryFolder.New(), ["ConnectionStrings:customs"] = database,
        });
        await using var replica = PortalHost.Build(builder, [new CustomsModule()]);
        await replica.Services.GetRequiredService<IDatabasePreparation>().Prepare(CancellationToken.None);
    }

    private static string Count(string database, string what) => CrashTests.Rows(new NpgsqlConnection(database), $"SELECT {what}")[0][0];
}
