using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Where a use case puts its messages: they are committed together with its state, or not at all.</summary>
public sealed class Outbox<TDb>(TDb db, TimeProvider clock, IServiceProvider services) where TDb : ServiceDbContext
{
    /// <summary>Sends a command to the mailbox of a service, now or at <paramref name="dueAt"/> (UTC).</summary>
    public void Send<T>(string destination, T command, DateTime? dueAt = null) where T : class => Add(command, destination, dueAt);

    /// <summary>Publishes an event to every service that has a consumer for it.</summary>
    public void Publish<T>(T @event) where T : class => Add(@event, destination: null, dueAt: null);

    /// <summary>In memory there is one relay only; elsewhere others must leave the row to this process for a while.</summary>
    private TimeSpan Lease => services.GetService<DeliveryLedger>() is null ? OutboxRelay.Lease : TimeSpan.Zero;

    private void Add<T>(T message, string? destination, DateTime? dueAt) where T : class
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var isTimer = dueAt > now;
        db.NewMessages.Add(new OutboxMessage
        {
            MessageId = Guid.CreateVersion7(),
            MessageType = typeof(T).FullName!,
            Destination = destination,
            Body = JsonSerializer.Serialize(message, JsonSerializerOptions.Web),
            TraceParent = Activity.Current?.Id,
            DueAt = isTimer ? dueAt!.Value : now + Lease,
            Message = isTimer ? null : message,
        });
    }
}
