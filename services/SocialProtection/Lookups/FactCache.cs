using System.ComponentModel;
using MassTransit;
using Microsoft.Extensions.Caching.Hybrid;
using Portal.Contracts.SocialProtection;
using StackExchange.Redis;

namespace Portal.SocialProtection.Lookups;

/// <summary>
/// Facts of persons, kept for half a minute: whoever asks meanwhile asks no database, and of those who ask at once only one
/// does. The register's own events take out what has changed; another replica may answer from its memory for ten seconds
/// more (docs/adr/0010). Consents are never kept.
/// </summary>
internal sealed class FactCache(HybridCache cache, IServiceScopeFactory scopes)
{
    /// <summary>Whoever read before a change has kept by then what he found.</summary>
    private static readonly TimeSpan ReadingsAreOver = TimeSpan.FromSeconds(3);

    public ValueTask<PersonFacts> Of(string personId) => cache.GetOrCreateAsync($"facts:{personId}", (scopes, personId), static async (key, _) =>
    {
        await using var scope = key.scopes.CreateAsyncScope();
        var facts = await PersonFacts.Load(scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>(), [key.personId]);
        return facts.GetValueOrDefault(key.personId) ?? PersonFacts.Unknown(key.personId);
    });

    /// <summary>The first month an employer has not paid; null when all is paid.</summary>
    public async ValueTask<DateOnly?> FirstUnpaidMonth(string employerId) => (await cache.GetOrCreateAsync($"unpaid:{employerId}", (scopes, employerId), static async (key, _) =>
    {
        await using var scope = key.scopes.CreateAsyncScope();
        var unpaid = await scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().Reports.FirstUnpaidMonths([key.employerId]);
        return new Unpaid(unpaid.GetValueOrDefault(key.employerId));
    })).Month;

    /// <summary>
    /// Takes out what has changed: now, and once more a little later, as whoever read before the change may keep that after
    /// this. A removal by tag would not keep him from it either.
    /// </summary>
    public async Task Forget(PersonRecordsChanged changed)
    {
        string[] keys = [.. changed.PersonIds.Select(person => $"facts:{person}"), .. changed.EmployerIds.Select(employer => $"unpaid:{employer}")];
        _ = ForgetLater(keys);
        await Remove(keys);
    }

    private async Task ForgetLater(string[] keys)
    {
        await Task.Delay(ReadingsAreOver);
        await Remove(keys);
    }

    /// <summary>What Redis keeps while it cannot be reached goes by itself.</summary>
    private Task Remove(string[] keys) => Task.WhenAll(keys.Select(async key =>
    {
        try
        {
            await cache.RemoveAsync(key);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // Gone from the memory of this process.
        }
    }));

    [ImmutableObject(true)]
    private sealed record Unpaid(DateOnly? Month);
}

/// <summary>The register has changed: what was kept of it goes.</summary>
internal sealed class PersonRecordsChangedConsumer(FactCache facts) : IConsumer<PersonRecordsChanged>
{
    public Task Consume(ConsumeContext<PersonRecordsChanged> context) => facts.Forget(context.Message);
}
