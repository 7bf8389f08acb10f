using System.Diagnostics;
using System.Globalization;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection;
using Portal.TestSupport;

namespace Portal.Benchmarks;

/// <summary>Writes a million rows into the usage log on PostgreSQL, and verifies them.</summary>
internal static class UsageLogCheck
{
    private const int Rows = 1_000_000;
    private const int AtOnce = 1000;

    public static async Task Measure()
    {
        await using var postgres = await Postgres.Start();
        if (postgres is null)
        {
            Console.WriteLine("usage log                 needs PostgreSQL: apt-get install postgresql");
            return;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:social-protection"] = postgres.Connection("social_protection"), ["Portal:Country"] = "az", ["Portal:Data"] = TemporaryFolder.New(),
        });
        builder.Logging.ClearProviders();
        await using var app = PortalHost.Build(builder, [new SocialProtectionModule()]);
        foreach (var database in app.Services.GetServices<IDatabasePreparation>())
            await database.Prepare(CancellationToken.None);
        var (writer, desk) = (app.Services.GetRequiredService<IUsageWriter<SocialProtectionDbContext>>(), app.Services.GetRequiredService<IUsageDesk>());
        var clock = Stopwatch.StartNew();
        for (var written = 0; written < Rows; written += AtOnce)
            await writer.Note([.. Enumerable.Range(written, AtOnce).Select(Use)]);
        await desk.Seal();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  written in {clock.Elapsed.TotalSeconds:0.0} s, {Rows / clock.Elapsed.TotalSeconds:0} rows/s"));
        var times = new List<double>();
        for (var run = 0; run < 3; run++)
        {
            clock.Restart();
            var verdict = await desk.Verify();
            if (verdict.FirstAltered is not null || verdict.Rows != Rows)
                throw new InvalidOperationException($"{verdict}");
            times.Add(clock.Elapsed.TotalSeconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verify 1,000,000 rows     {times[1]:0.00} s median of 3; wanted: at most 5"));
    }

    private static DataUse Use(int number) => new()
    {
        PersonId = string.Create(CultureInfo.InvariantCulture, $"P{number % 5000:000000}"), Institution = "one-stop-shop", Reader = "one-stop-system", IsSystem = true,
        Action = "is-insured", Purpose = "life-event", Case = string.Create(CultureInfo.InvariantCulture, $"CASE-{number}"), Fields = "is-insured",
    };
}
