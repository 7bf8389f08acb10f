using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.Benchmarks.TwoHops
{
    /// <summary>
    /// Cases that pass two services, each with inbox, state and outbox on PostgreSQL, against the same two hops with no
    /// database: same broker, same queues, confirms on both sides.
    /// </summary>
    internal static class TwoHopsRatio
    {
        private const int Cases = 10000;
        private const int Rounds = 6;

        public static async Task Measure()
        {
            if (Stack.Settings() is not { } stack)
            {
                Console.WriteLine("two hops                  needs the full stack: infra/stack up");
                return;
            }

            var ratios = new List<double>();
            await using var with = await WithDatabase.Start(stack);
            await using var without = await WithoutDatabase.Start(stack);
            for (var round = 0; round <= Rounds; round++)
            {
                var ours = await CasesPerSecond(with);
                var bare = await CasesPerSecond(without);
                if (round > 1)
                    ratios.Add(ours / bare);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(round <= 1 ? "warm-up" : "round " + round),-8} with database {ours,6:0}/s   without {bare,6:0}/s   ratio {ours / bare:0.00}"));
            }

            ratios.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two hops, ratio           {ratios[ratios.Count / 2]:0.00} median of {ratios.Count}; wanted: at least 0.6"));
        }

        private static async Task<double> CasesPerSecond(ITwoHops hops)
        {
            var clock = Stopwatch.StartNew();
            var run = Guid.NewGuid();
            await Parallel.ForEachAsync(Enumerable.Range(0, Cases), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) => await hops.Open(new OpenCase(run, number)));
            while (await hops.Done(run) < Cases)
                await Task.Delay(100);
            return Cases / clock.Elapsed.TotalSeconds;
        }
    }

    internal interface ITwoHops : IAsyncDisposable
    {
        Task Open(OpenCase message);

        /// <summary>How many cases of the run have passed both hops for good.</summary>
        Task<int> Done(Guid run);
    }

    public sealed record OpenCase(Guid Run, int Number);

    public sealed record DecideCase(Guid Run, int Number);

    internal sealed class WithDatabase(WebApplication app) : ITwoHops
    {
        public static async Task<WithDatabase> Start(IReadOnlyDictionary<string, string> stack)
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0", ["Logging:LogLevel:Default"] = "Error", ["Portal:Country"] = "az",
                ["ConnectionStrings:rabbitmq"] = stack["ConnectionStrings:rabbitmq"],
                ["ConnectionStrings:hop-one"] = Stack.Database(stack, "hop_one"),
                ["ConnectionStrings:hop-two"] = Stack.Database(stack, "hop_two"),
            });
            var app = PortalHost.Build(builder, [new One.OneModule(), new Two.TwoModule()]);
            await app.StartAsync();
            var health = app.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>();
            while ((await health.CheckHealthAsync(check => check.Tags.Contains("ready"))).Status != Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy)
                await Task.Delay(50);
            return new WithDatabase(app);
        }

        public async Task Open(OpenCase message) =>
            await (await app.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:hop-one"))).Send(message);

        public async Task<int> Done(Guid run)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Two.TwoDbContext>().Decisions.CountAsync(decision => decision.Run == run);
        }

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    internal sealed class WithoutDatabase(IBusControl bus, WithoutDatabase.Counter counter) : ITwoHops
    {
        public static async Task<WithoutDatabase> Start(IReadOnlyDictionary<string, string> stack)
        {
            var counter = new Counter();
            var bus = Bus.Factory.CreateUsingRabbitMq(configuration =>
            {
                configuration.Host(new Uri(stack["ConnectionStrings:rabbitmq"]));
                Endpoint(configuration, "bare-one", endpoint => endpoint.Consumer(() => new BareOne()));
                Endpoint(configuration, "bare-two", endpoint => endpoint.Consumer(() => new BareTwo(counter)));
            });
            await bus.StartAsync();
            return new WithoutDatabase(bus, counter);
        }

        public async Task Open(OpenCase message) => await (await bus.GetSendEndpoint(new Uri("exchange:bare-one"))).Send(message);

        public Task<int> Done(Guid run) => Task.FromResult(counter.Of(run));

        public async ValueTask DisposeAsync() => await bus.StopAsync();

        private static void Endpoint(IRabbitMqBusFactoryConfigurator bus, string queue, Action<IRabbitMqReceiveEndpointConfigurator> configure) => bus.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.PrefetchCount = 200;
            configure(endpoint);
        });

        internal sealed class Counter
        {
            private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, int> done = new();

            public void Add(Guid run) => done.AddOrUpdate(run, 1, (_, count) => count + 1);

            public int Of(Guid run) => done.GetValueOrDefault(run);
        }

        private sealed class BareOne : IConsumer<OpenCase>
        {
            public async Task Consume(ConsumeContext<OpenCase> context) =>
                await (await context.GetSendEndpoint(new Uri("exchange:bare-two"))).Send(new DecideCase(context.Message.Run, context.Message.Number));
        }

        private sealed class BareTwo(Counter counter) : IConsumer<DecideCase>
        {
            public Task Consume(ConsumeContext<DecideCase> context)
            {
                counter.Add(context.Message.Run);
                return Task.CompletedTask;
            }
        }
    }
}

namespace Portal.Benchmarks.TwoHops.One
{
    internal sealed class OneModule : IServiceModule
    {
        public string Name => "hop-one";

        public void AddServices(IHostApplicationBuilder builder) => builder.AddServiceDatabase<OneDbContext>(Name);

        public void MapEndpoints(IEndpointRouteBuilder endpoints) { }
    }

    internal sealed class OneDbContext(DbContextOptions<OneDbContext> options) : ServiceDbContext(options)
    {
        public DbSet<Case> Cases => Set<Case>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            base.OnModelCreating(modelBuilder);
            modelBuilder.Entity<Case>().HasKey(one => new { one.Run, one.Number });
        }
    }

    internal sealed class Case
    {
        public Guid Run { get; init; }

        public int Number { get; init; }
    }

    internal sealed class OpenCaseConsumer(OneDbContext db, Outbox<OneDbContext> outbox) : IConsumer<OpenCase>
    {
        public Task Consume(ConsumeContext<OpenCase> context)
        {
            db.Cases.Add(new Case { Run = context.Message.Run, Number = context.Message.Number });
            outbox.Send("hop-two", new DecideCase(context.Message.Run, context.Message.Number));
            return Task.CompletedTask;
        }
    }
}

namespace Portal.Benchmarks.TwoHops.Two
{
    internal sealed class TwoModule : IServiceModule
    {
        public string Name => "hop-two";

        public void AddServices(IHostApplicationBuilder builder) => builder.AddServiceDatabase<TwoDbContext>(Name);

        public void MapEndpoints(IEndpointRouteBuilder endpoints) { }
    }

    internal sealed class TwoDbContext(DbContextOptions<TwoDbContext> options) : ServiceDbContext(options)
    {
        public DbSet<Decision> Decisions => Set<Decision>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            base.OnModelCreating(modelBuilder);
            modelBuilder.Entity<Decision>().HasKey(one => new { one.Run, one.Number });
        }
    }

    internal sealed class Decision
    {
        public Guid Run { get; init; }

        public int Number { get; init; }
    }

    internal sealed class DecideCaseConsumer(TwoDbContext db) : IConsumer<DecideCase>
    {
        public Task Consume(ConsumeContext<DecideCase> context)
        {
            db.Decisions.Add(new Decision { Run = context.Message.Run, Number = context.Message.Number });
            return Task.CompletedTask;
        }
    }
}
