using System.ComponentModel;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Hybrid;
using Portal.Contracts.SocialProtection;

namespace Portal.SocialProtection.Lookups;

/// <summary>
/// Facts of persons, kept for half a minute: whoever asks meanwhile asks no database, and of those who ask at once only one
/// does. The register's own events take out what has changed; another replica may answer from its memory for ten seconds
/// more. Consents are never kept.
/// </summary>
internal sealed class FactCache(HybridCache cache, IServiceScopeFactory scopes)
{
    private static readonly HybridCacheEntryOptions Kept = new() { Expiration = TimeSpan.FromSeconds(30), LocalCacheExpiration = TimeSpan.FromSeconds(10) };

    public ValueTask<PersonFacts> Of(string personId) => cache.GetOrCreateAsync($"facts:{personId}", (scopes, personId), static async (key, _) =>
    {
        await using var scope = key.scopes.CreateAsyncScope();
        var facts = await PersonFacts.Load(scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>(), [key.personId]);
        return facts.GetValueOrDefault(key.personId) ?? PersonFacts.Unknown(key.personId);
    }, Kept);

    /// <summary>The first month an employer has not paid; null when all is paid.</summary>
    public async ValueTask<DateOnly?> FirstUnpaidMonth(string employerId) => (await cache.GetOrCreateAsync($"unpaid:{employerId}", (scopes, employerId), static async (key, cancellation) =>
    {
        await using var scope = key.scopes.CreateAsyncScope();
        return new Unpaid(await scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().Reports.Where(report => report.EmployerId == key.employerId && !report.IsPaid).MinAsync(report => (DateOnly?)report.Month, cancellation));
    }, Kept)).Month;

    public async Task Forget(PersonRecordsChanged changed) =>
        await cache.RemoveAsync([.. changed.PersonIds.Select(person => $"facts:{person}"), .. changed.EmployerIds.Select(employer => $"unpaid:{employer}")]);

    [ImmutableObject(true)]
    private sealed record Unpaid(DateOnly? Month);
}

/// <summary>The register has changed: what was kept of it goes.</summary>
internal sealed class PersonRecordsChangedConsumer(FactCache facts) : IConsumer<PersonRecordsChanged>
{
    public Task Consume(ConsumeContext<PersonRecordsChanged> context) => facts.Forget(context.Message);
}
