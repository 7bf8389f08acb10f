using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.ServiceDefaults.Persistence;
using System.Data.Common;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Wakes the relay of one database: raised by every commit that wrote to the outbox.</summary>
public sealed class OutboxSignal<TDb> : SaveChangesInterceptor, IDbTransactionInterceptor, IDisposable where TDb : ServiceDbContext
{
    private readonly SemaphoreSlim raised = new(0, 1);

    /// <summary>Wakes the relay.</summary>
    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already raised: the relay takes everything when it comes.
        }
    }

    /// <summary>Waits until raised, or until <paramref name="atMost"/> has passed.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken cancellationToken) => raised.WaitAsync(atMost, cancellationToken);

    /// <inheritdoc />
    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TDb { HasNewMessages: true, Database.CurrentTransaction: null } db)
            Raise(db);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc />
    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TDb { HasNewMessages: true } db)
            Raise(db);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => raised.Dispose();

    private void Raise(TDb db)
    {
        db.HasNewMessages = false;
        Raise();
    }
}
