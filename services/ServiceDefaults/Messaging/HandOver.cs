using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Hands what a commit, or a save that needed none, put into the outbox to the relay, so that nobody has to look for it.</summary>
internal sealed class HandOver<TDb>(OutboxRelay<TDb> relay) : DbTransactionInterceptor, ISaveChangesInterceptor where TDb : ServiceDbContext
{
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TDb db)
            relay.Take(db.TakeWrittenMessages());
        return Task.CompletedTask;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TDb { Database.CurrentTransaction: null } db)
            relay.Take(db.TakeWrittenMessages());
        return ValueTask.FromResult(result);
    }
}
