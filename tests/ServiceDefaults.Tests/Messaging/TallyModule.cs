using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Tests.Messaging.Tallies;

/// <summary>A service that does nothing but count, so that one sees whether a message took effect, and how often.</summary>
public sealed class TallyModule : IServiceModule
{
    public const string Mailbox = "tally";

    public string Name => Mailbox;

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddServiceDatabase<TallyDbContext>(Name);
        builder.Services.AddSingleton<Workbench>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) { }
}

public sealed class TallyDbContext(DbContextOptions<TallyDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Tally> Tallies => Set<Tally>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Tally>().HasKey(tally => tally.Name);
    }
}

public sealed class Tally
{
    public required string Name { get; init; }

    public int Sum { get; set; }

    /// <summary>The highest number any message carried.</summary>
    public int Highest { get; set; }
}

/// <summary>Add to a tally.</summary>
public sealed record CountUp(string Tally, int By, int Number = 0);

/// <summary>Keep the mailbox busy until the workbench lets it go.</summary>
public sealed record Hold;

/// <summary>An event that two services subscribe to.</summary>
public sealed record TallyTold(string Tally, int By);

/// <summary>Nobody consumes this.</summary>
public sealed record Stranger(string Tally);

/// <summary>What the tests switch and look at.</summary>
public sealed class Workbench
{
    /// <summary>Tallies whose messages fail, and with what.</summary>
    public ConcurrentDictionary<string, Exception> Broken { get; } = new();

    /// <summary>For each attempt: the tally, and the unit of work it ran in.</summary>
    public ConcurrentQueue<(string Tally, Guid UnitOfWork)> Attempts { get; } = new();

    public TaskCompletionSource Holding { get; set; } = new();

    public TaskCompletionSource LetGo { get; set; } = new();
}

internal sealed class CountUpConsumer(TallyDbContext db, Workbench bench) : IConsumer<CountUp>
{
    public async Task Consume(ConsumeContext<CountUp> context)
    {
        var (name, by, number) = context.Message;
        bench.Attempts.Enqueue((name, db.ContextId.InstanceId));
        var tally = await db.Tallies.FindAsync(name) ?? db.Tallies.Add(new Tally { Name = name }).Entity;
        tally.Sum += by;
        tally.Highest = Math.Max(tally.Highest, number);
        if (bench.Broken.TryGetValue(name, out var failure))
            throw failure;
    }
}

internal sealed class HoldConsumer(Workbench bench) : IConsumer<Hold>
{
    public async Task Consume(ConsumeContext<Hold> context)
    {
        bench.Holding.TrySetResult();
        await bench.LetGo.Task;
    }
}

internal sealed class TallyToldConsumer(TallyDbContext db) : IConsumer<TallyTold>
{
    public async Task Consume(ConsumeContext<TallyTold> context) =>
        (await db.Tallies.FindAsync(context.Message.Tally) ?? db.Tallies.Add(new Tally { Name = context.Message.Tally }).Entity).Sum += context.Message.By;
}
