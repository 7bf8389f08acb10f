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

    /// <summary>Recalculates the whole chain and checks every checkpoint, and what was <paramref name="kept"/> of such elsewhere: row and hash.</summary>
    Task<UsageVerdict> Verify(params IReadOnlyList<(long Seq, string Hash)> kept);

    /// <summary>Seals what has been written so far.</summary>
    Task Seal();
}

/// <summary>How the check of a usage log fell out.</summary>
/// <param name="Rows">Rows that were read and found whole.</param>
/// <param name="Checkpoints">Signatures that were checked.</param>
/// <param name="FirstAltered">The first row that is not as it was written, or is missing; null when the log is whole.</param>
/// <param name="Reason">What is wrong there.</param>
/// <param name="UnsealedSince">When the first row was written behind the last checkpoint that a running service would have sealed by now; null when there is none.</param>
public sealed record UsageVerdict(long Rows, int Checkpoints, long? FirstAltered, string? Reason, DateTime? UnsealedSince = null);

internal sealed class UsageDesk<TDb>(string service, UsageKey key, UsageAnchor anchor, IServiceScopeFactory scopes, TimeProvider clock) : IUsageDesk where TDb : ServiceDbContext
{
    /// <summary>A service that runs has sealed a row by then; it does so every ten seconds.</summary>
    private static readonly TimeSpan SealedWithin = TimeSpan.FromMinutes(1);

    /// <summary>A service that is killed leaves no rows of a longer time unsealed.</summary>
    private static readonly TimeSpan MostUnsealed = TimeSpan.FromMinutes(5);

    public string Service => service;

    public async Task<UsageVerdict> Verify(params IReadOnlyList<(long Seq, string Hash)> kept)
    {
        var due = clock.GetUtcNow().UtcDateTime - SealedWithin;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var checkpoints = await db.Set<UsageCheckpoint>().AsNoTracking().OrderBy(checkpoint => checkpoint.Seq).ToListAsync();
        List<(long Seq, string Hash)> known = [.. kept];
        if (anchor.Of(service) is { } own)
            known.Add(own);
        known.Sort(static (one, other) => one.Seq.CompareTo(other.Seq));
        var (rows, next, nextKnown) = (0L, 0, 0);
        (long Seq, DateTime From, DateTime Until)? unsealed = null;
        await foreach (var (seq, at, expected, found) in UsageChain.Recalculate(db))
        {
            if (seq != rows + 1)
                return Altered(rows + 1, $"it is missing; the next that is there is {seq.ToString(CultureInfo.InvariantCulture)}");
            if (!expected.AsSpan().SequenceEqual(found))
                return Altered(seq, "it is not as it was written");
            if (at <= due)
                unsealed = (unsealed?.Seq ?? seq, unsealed?.From ?? at, at);
            if (next < checkpoints.Count && checkpoints[next].Seq == seq)
            {
                // The rows agree with each other; then only the signature can tell that they were all written anew.
                if (!key.HasSigned(service, checkpoints[next]))
                    return Altered(seq, "its checkpoint is not signed with the key of this portal");
                if (!checkpoints[next].Hash.AsSpan().SequenceEqual(found))
                    return Altered(next == 0 ? 1 : checkpoints[next - 1].Seq + 1, $"from here to the checkpoint at {seq.ToString(CultureInfo.InvariantCulture)} the rows were written anew");
                next++;
                unsealed = null;
            }

            for (; nextKnown < known.Count && known[nextKnown].Seq == seq; nextKnown++)
            {
                if (!known[nextKnown].Hash.Equals(Convert.ToHexString(found), StringComparison.OrdinalIgnoreCase))
                    return Altered(next == 0 ? 1 : checkpoints[next - 1].Seq + 1, $"up to {seq.ToString(CultureInfo.InvariantCulture)} the rows were sealed, and are not those any more");
            }

            rows = seq;
        }

        if (nextKnown < known.Count)
            return Altered(rows + 1, $"it is missing, though the log was sealed up to {known[^1].Seq.ToString(CultureInfo.InvariantCulture)}");
        if (next < checkpoints.Count)
            return Altered(rows + 1, "it is missing, though it was sealed");
        return unsealed is { } open && open.Until - open.From > MostUnsealed
            ? Altered(open.Seq, FormattableString.Invariant($"from here on nothing is sealed, though the service wrote from {open.From:u} to {open.Until:u}: checkpoints are missing, or sealing fails, which its log then says"))
            : new UsageVerdict(rows, next, null, null, unsealed?.From);

        UsageVerdict Altered(long seq, string reason) => new(rows, next, seq, reason);
    }

    public async Task Seal()
    {
        await using var scope = scopes.CreateAsyncScope();
        await UsageSeal<TDb>.Seal(scope.ServiceProvider.GetRequiredService<TDb>(), service, key, anchor, clock.GetUtcNow().UtcDateTime, CancellationToken.None);
    }
}
