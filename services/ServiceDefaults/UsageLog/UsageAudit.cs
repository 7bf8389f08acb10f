using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>An auditor's command: <c>usage-log verify</c>.</summary>
public static class UsageAudit
{
    /// <summary>
    /// Verifies the usage log of every service and prints a line for each; the first altered row is named, and the exit code is
    /// 1. <paramref name="kept"/> is what services have logged when they sealed, such as <c>customs:1234:5A0F...</c>, and the
    /// operators have kept.
    /// </summary>
    public static async Task Verify(IServiceProvider services, IEnumerable<string> kept)
    {
        var altered = new List<string>();
        var desks = services.GetServices<IUsageDesk>().ToList();
        var seals = kept.Select(text => Read(text, desks)).ToLookup(seal => seal.Service, seal => (seal.Seq, seal.Hash), StringComparer.Ordinal);
        foreach (var desk in desks)
        {
            var (clock, verdict) = (Stopwatch.StartNew(), await desk.Verify([.. seals[desk.Service]]));
            if (verdict.FirstAltered is { } row)
                altered.Add(FormattableString.Invariant($"{desk.Service}: ALTERED at row {row}: {verdict.Reason}."));
            else
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{desk.Service}: whole; {verdict.Rows} rows and {verdict.Checkpoints} checkpoints in {clock.Elapsed.TotalSeconds:0.00} s")
                    + (verdict.UnsealedSince is { } since ? FormattableString.Invariant($"; rows since {since:u} are NOT SEALED: the service was killed then, does not run, or does not seal") : ""));
        }

        if (altered.Count > 0)
            throw new StartupFailure(string.Join(Environment.NewLine, altered));
    }

    private static (string Service, long Seq, string Hash) Read(string text, List<IUsageDesk> desks) =>
        text.Split(':') is [var service, var seq, { Length: 64 } hash] && desks.Exists(desk => desk.Service == service)
            && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > 0
            ? (service, row, hash)
            : throw new StartupFailure($"'{text}' is not what a service here logs when it seals: {desks[0].Service}:ROW:HASH.");
}
