using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Portal.ServiceDefaults.Tests.Hosting;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.ServiceDefaults.UsageLog;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.UsageLog;

/// <summary>A usage log without its service: a database that nothing guards, a clock that the test moves, and nobody seals but the test.</summary>
internal sealed class LoneLog : IDisposable
{
    public const string Service = "tally";

    private readonly ServiceProvider services;
    private readonly ILoggerFactory logs;
    private readonly UsageKey key = new(Settings());

    public LoneLog(params IInterceptor[] interceptors)
    {
        var file = Path.Combine(TemporaryFolder.New(), $"{Service}.db");
        services = new ServiceCollection()
            .AddDbContext<TallyDbContext>(options => options.UseSqlite($"Data Source={file};Pooling=False").UseSnakeCaseNamingConvention().AddInterceptors(interceptors)).BuildServiceProvider();
        logs = LoggerFactory.Create(logging => logging.AddProvider(Said));
        With(db => db.Database.EnsureCreated());
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 21, 9, 0, 0, TimeSpan.Zero));

    /// <summary>What was logged.</summary>
    public CapturedLog Said { get; } = new();

    public int Rows => With(db => db.Set<UsageEntry>().Count());

    /// <summary>A process of the service, which remembers for itself how far it has sealed.</summary>
    public UsageDesk<TallyDbContext> NewDesk() => new(
        Service, key, new UsageAnchor(Settings(), logs.CreateLogger<UsageAnchor>()), services.GetRequiredService<IServiceScopeFactory>(), Clock);

    public UsageWriter<TallyDbContext> NewWriter() => new(services.GetRequiredService<IServiceScopeFactory>(), Clock);

    /// <summary>Somebody reads about a person.</summary>
    public Task Read(string person = "P1") => NewWriter().Note(UseOf(person));

    public static DataUse UseOf(string person) => new()
    {
        PersonId = person, Institution = "one-stop-shop", Reader = "one-stop-system", IsSystem = true, Action = "is-insured", Purpose = "life-event", Fields = "is-insured",
    };

    /// <summary>What somebody does who may write in the database.</summary>
    public void Tamper(FormattableString sql) => With(db => db.Database.ExecuteSql(sql));

    public void Dispose()
    {
        logs.Dispose();
        services.Dispose();
    }

    private static IConfigurationRoot Settings() => new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Portal:Data", (string?)TemporaryFolder.New())]).Build();

    private T With<T>(Func<TallyDbContext, T> work)
    {
        using var scope = services.CreateScope();
        return work(scope.ServiceProvider.GetRequiredService<TallyDbContext>());
    }
}
