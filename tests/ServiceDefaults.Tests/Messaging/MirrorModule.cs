using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;

namespace Portal.ServiceDefaults.Tests.Messaging.Mirrors;

/// <summary>A second service, which hears what the first one tells.</summary>
public sealed class MirrorModule : IServiceModule
{
    public string Name => "mirror";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddServiceDatabase<MirrorDbContext>(Name);

    public void MapEndpoints(IEndpointRouteBuilder endpoints) { }
}

public sealed class MirrorDbContext(DbContextOptions<MirrorDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Tally> Tallies => Set<Tally>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Tally>().HasKey(tally => tally.Name);
    }
}

internal sealed class MirrorConsumer(MirrorDbContext db) : IConsumer<TallyTold>
{
    public async Task Consume(ConsumeContext<TallyTold> context) =>
        (await db.Tallies.FindAsync(context.Message.Tally) ?? db.Tallies.Add(new Tally { Name = context.Message.Tally }).Entity).Sum += context.Message.By;
}
