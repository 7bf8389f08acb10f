using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Tests.Messaging;
using Portal.ServiceDefaults.Tests.Messaging.Tallies;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A host that is gone swallows packets and refuses nothing: nobody waits for it as long as the system would.</summary>
public sealed class SilentHostTests : IAsyncLifetime
{
    private SilentHost silent = null!;

    public async ValueTask InitializeAsync() => silent = await SilentHost.Start();

    public ValueTask DisposeAsync()
    {
        silent.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_broker_is_said_to_be_away()
    {
        var host = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var broker = new Broker(new Uri($"amqp://{silent.Address}"), host, NullLogger<Broker>.Instance);

        var waiting = broker.UntilItListens();

        await TallyPortal.Until(() => Task.FromResult(broker.Trouble is not null), "the trouble was told");
        host.StopApplication();
        await Task.WhenAny(waiting);
    }

    [Fact]
    public async Task The_database_is_said_not_to_answer()
    {
        var address = $"Host={silent.Address.Address};Port={silent.Address.Port};Username=nobody;Password=none;Database=none;Timeout=60";
        await using var services = new ServiceCollection().AddDbContext<TallyDbContext>(options => options.UseNpgsql(address)).BuildServiceProvider();
        var gate = new DatabaseGate<TallyDbContext>(services.GetRequiredService<IServiceScopeFactory>());
        gate.Open();

        // The driver alone would wait for twice as long.
        var health = await gate.CheckHealthAsync(new HealthCheckContext()).WaitAsync(TimeSpan.FromSeconds(30));

        health.Status.ShouldBe(HealthStatus.Unhealthy);
        health.Description.ShouldBe("the database does not answer");
    }
}
