using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Identity;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Tests.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Mirrors;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A program that starts before its servers waits for those that it needs, and says so.</summary>
public sealed class LateServerTests
{
    private const string Name = "late";

    [Fact]
    public async Task Before_its_servers_a_program_says_what_it_waits_for_and_what_it_tells_meanwhile_reaches_everybody()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var beside = await RunningStack.Find()!.Beside(Name, "customs", "social-protection");
        var (postgres, rabbit) = (new NpgsqlConnectionStringBuilder(beside["ConnectionStrings:customs"]), new Uri(beside["ConnectionStrings:rabbitmq"]!));
        using Door toPostgres = new(postgres.Port), toRabbit = new(rabbit.Port);
        await using var program = Build([new TallyModule(), new MirrorModule()], new Dictionary<string, string?>
        {
            ["ConnectionStrings:tally"] = Through(toPostgres, beside["ConnectionStrings:customs"]),
            ["ConnectionStrings:mirror"] = Through(toPostgres, beside["ConnectionStrings:social-protection"]),
            ["ConnectionStrings:rabbitmq"] = new UriBuilder(rabbit) { Port = toRabbit.Port }.ToString(),
        });
        await program.StartAsync();
        const string noDatabase = "the database cannot be reached or prepared";
        var noBroker = $"RabbitMQ at {rabbit.Host}:{toRabbit.Port} does not answer";

        await Until(program, HttpStatusCode.ServiceUnavailable, text => text.Contains(noDatabase, StringComparison.Ordinal) && text.Contains(noBroker, StringComparison.Ordinal));

        toPostgres.Open();
        await Until(program, HttpStatusCode.ServiceUnavailable, text => !text.Contains("-database", StringComparison.Ordinal) && text.Contains(noBroker, StringComparison.Ordinal));
        await Tell(program);

        toRabbit.Open();
        await Until(program, HttpStatusCode.OK, text => text.Contains("Healthy", StringComparison.Ordinal));
        await TallyPortal.Until(async () => await Sum<TallyDbContext>(program) == 1 && await Sum<MirrorDbContext>(program) == 1, "both services were told");
        await program.StopAsync();
    }

    [Fact]
    public async Task Who_sends_and_gets_no_messages_waits_for_no_broker()
    {
        await using var program = Build([new IdentityModule()], new Dictionary<string, string?> { ["ConnectionStrings:rabbitmq"] = $"amqp://127.0.0.1:{Ports.Free()}" });
        await program.StartAsync();

        await Until(program, HttpStatusCode.OK, text => text.Contains("Healthy", StringComparison.Ordinal));
        await program.StopAsync();
    }

    private static string Through(Door door, string? connection) => new NpgsqlConnectionStringBuilder(connection) { Port = door.Port, Pooling = false }.ToString();

    private static WebApplication Build(IReadOnlyList<IServiceModule> modules, Dictionary<string, string?> servers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(servers).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Country"] = "az", ["Portal:Demo"] = "true", ["Portal:Data"] = TemporaryFolder.New(), ["urls"] = "http://127.0.0.1:0",
        });
        return PortalHost.Build(builder, modules);
    }

    private static async Task Until(WebApplication program, HttpStatusCode status, Func<string, bool> says)
    {
        using var client = new HttpClient { BaseAddress = new Uri(program.Urls.Single()) };
        await TallyPortal.Until(async () =>
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.StatusCode == status && says(await answer.Content.ReadAsStringAsync());
        }, $"the program answered {status} with the reason");
    }

    private static async Task Tell(WebApplication program)
    {
        await using var scope = program.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Outbox<TallyDbContext>>().Publish(new TallyTold(Name, 1));
        await scope.ServiceProvider.GetRequiredService<TallyDbContext>().SaveChangesAsync();
    }

    private static async Task<int> Sum<TDb>(WebApplication program) where TDb : ServiceDbContext
    {
        await using var scope = program.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TDb>().Set<Tally>().Where(row => row.Name == Name).Select(row => row.Sum).SingleOrDefaultAsync();
    }
}
