using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;

namespace Portal.ServiceDefaults.Persistence;

/// <summary>Deletes what has served its time: answers to idempotency keys after a day, inbox rows after thirty.</summary>
internal sealed class Housekeeping<TDb>(IServiceScopeFactory scopes, DatabaseGate<TDb> database, TimeProvider clock) : BackgroundService
    where TDb : ServiceDbContext
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Ready.WaitAsync(stoppingToken);
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            var now = clock.GetUtcNow().UtcDateTime;
            await db.Set<IdempotentAnswer>().Where(answer => answer.AnsweredAt < now - IdempotentAnswer.KeptFor).ExecuteDeleteAsync(stoppingToken);
            await db.Set<InboxMessage>().Where(message => message.ConsumedAt < now.AddDays(-30)).ExecuteDeleteAsync(stoppingToken);
        }
    }
}
