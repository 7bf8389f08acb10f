using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>An auditor's view of one service's usage log.</summary>
public interface IUsageDesk
{
    /// <summary>The service.</summary>
    string Service { get; }

    /// <summary>Recalculates the whole chain and checks every checkpoint.</summary>
    Task<UsageVerdict> Verify();

    /// <summary>Seals what has been written so far.</summary>
    Task Seal();
}

/// <summary>How the check of a usage log fell out.</summary>
/// <param name="Rows">Rows that were read and found whole.</param>
/// <param name="Checkpoints">Signatures that were checked.</param>
/// <param name="FirstAltered">The first row that is not as it was written, or is missing; null when the log is whole.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record UsageVerdict(long Rows, int Checkpoints, long? FirstAltered, string? Reason);

internal sealed class UsageDesk<TDb>(string service, UsageKey key, UsageAnchor anchor, IServiceScopeFactory scopes, TimeProvider clock) : IUsageDesk where TDb : ServiceDbContext
{
    public string Service => service;

    public async Task<UsageVerdict> Verify()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var checkpoints = await db.Set<UsageCheckpoint>().AsNoTracking().OrderBy(checkpoint => checkpoint.Seq).ToListAsync();
        var (rows, next, kept) = (0L, 0, anchor.Of(service));
        await foreach (var (seq, expected, found) in UsageChain.Recalculate(db))
        {
            if (seq != rows + 1)
                return Altered(rows + 1, $"it is missing; the next that is there is {seq.ToString(CultureInfo.InvariantCulture)}");
            if (!expected.AsSpan().SequenceEqual(found))
                return Altered(seq, "it is not as it was written");
            if (next < checkpoints.Count && checkpoints[next].Seq == seq)
            {
                // The rows agree with each other; then only the signature can tell that they were all written anew.
                if (!key.HasSigned(service, checkpoints[next]))
                    return Altered(seq, "its checkpoint is not signed with the key of this portal");
                if (!checkpoints[next].Hash.AsSpan().SequenceEqual(found))
                    return Altered(next == 0 ? 1 : checkpoints[next - 1].Seq + 1, $"from here to the checkpoint at {seq.ToString(CultureInfo.InvariantCulture)} the rows were written anew");
                next++;
            }

            if (kept?.Seq == seq && kept.Value.Hash != Convert.ToHexString(found))
                return Altered(next == 0 ? 1 : checkpoints[next - 1].Seq + 1, $"up to {seq.ToString(CultureInfo.InvariantCulture)} the rows were sealed, and are not those any more");
            rows = seq;
        }

        if (rows < kept?.Seq)
            return Altered(rows + 1, $"it is missing, though the log was sealed up to {kept.Value.Seq.ToString(CultureInfo.InvariantCulture)} ({anchor.PathOf(service)})");
        return next < checkpoints.Count ? Altered(rows + 1, "it is missing, though it was sealed") : new UsageVerdict(rows, next, null, null);

        UsageVerdict Altered(long seq, string reason) => new(rows, next, seq, reason);
    }

    public async Task Seal()
    {
        await using var scope = scopes.CreateAsyncScope();
        await UsageSeal<TDb>.Seal(scope.ServiceProvider.GetRequiredService<TDb>(), service, key, anchor, clock.GetUtcNow().UtcDateTime, CancellationToken.None);
    }
}
