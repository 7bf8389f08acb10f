using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Hands what a commit put into the outbox to the relay, so that nobody has to look for it.</summary>
internal sealed class HandOver<TDb>(OutboxRelay<TDb> relay) : DbTransactionInterceptor where TDb : ServiceDbContext
{
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TDb db)
            relay.Take(db.TakeWrittenMessages());
        return Task.CompletedTask;
    }
}
