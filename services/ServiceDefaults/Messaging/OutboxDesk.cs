using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>An operator's view of one service's parked messages.</summary>
public interface IOutboxDesk
{
    /// <summary>The service.</summary>
    string Service { get; }

    /// <summary>Messages that could not be delivered, oldest first.</summary>
    Task<IReadOnlyList<OutboxMessage>> Parked();

    /// <summary>Lets parked messages go out again; returns how many.</summary>
    Task<int> Replay();
}

internal sealed class OutboxDesk<TDb>(string service, IServiceScopeFactory scopes, TimeProvider clock) : IOutboxDesk where TDb : ServiceDbContext
{
    public string Service => service;

    public async Task<IReadOnlyList<OutboxMessage>> Parked()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await Open(scope).AsNoTracking().OrderBy(row => row.MessageId).ToListAsync();
    }

    public async Task<int> Replay()
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.GetUtcNow().UtcDateTime;
        return await Open(scope).ExecuteUpdateAsync(row => row
            .SetProperty(message => message.DueAt, now)
            .SetProperty(message => message.Attempts, 0).SetProperty(message => message.ParkedAt, (DateTime?)null).SetProperty(message => message.ParkedReason, (string?)null));
    }

    private static IQueryable<OutboxMessage> Open(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<TDb>().Outbox.Where(row => row.ParkedAt != null);
}
