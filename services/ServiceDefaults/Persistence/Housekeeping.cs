using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Deletes what has served its time: answers to idempotency keys after a day, inbox rows after thirty.</summary>
internal sealed class Housekeeping<TDb>(IServiceScopeFactory scopes, DatabaseGate<TDb> database, TimeProvider clock, ILogger<Housekeeping<TDb>> log)
    : PeriodicWork<TDb>(TimeSpan.FromHours(1), scopes, database, clock, log) where TDb : ServiceDbContext
{
    protected override async Task Work(TDb db, CancellationToken stopping)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        await db.Set<IdempotentAnswer>().Where(answer => answer.AnsweredAt < now - IdempotentAnswer.KeptFor).ExecuteDeleteAsync(stopping);
        await db.Set<InboxMessage>().Where(message => message.ConsumedAt < now.AddDays(-30)).ExecuteDeleteAsync(stopping);
    }
}
