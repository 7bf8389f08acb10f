using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>
/// Remembers outside the database how far each usage log was sealed last: in memory, in a file beside the keys where one can
/// be written, and in the log that the operators keep, from where <c>usage-log verify</c> takes it again. Whoever deletes
/// checkpoints and rewrites rows in the database has not changed this.
/// </summary>
internal sealed partial class UsageAnchor(IConfiguration configuration, ILogger<UsageAnchor> log)
{
    private readonly ConcurrentDictionary<string, (long Seq, string Hash)> sealedUpTo = new(StringComparer.Ordinal);

    /// <summary>The last sealed row of the service's log, and its hash in hexadecimal digits; null where none is known.</summary>
    public (long Seq, string Hash)? Of(string service)
    {
        if (sealedUpTo.TryGetValue(service, out var known))
            return known;
        return File.Exists(PathOf(service)) && File.ReadAllText(PathOf(service)).Split(' ') is [var seq, var hash] ? (long.Parse(seq, CultureInfo.InvariantCulture), hash.Trim()) : null;
    }

    /// <summary>Remembers it.</summary>
    public void Keep(string service, long seq, byte[] hash)
    {
        var now = sealedUpTo[service] = (seq, Convert.ToHexString(hash));
        TellSealed(service, now.Seq, now.Hash);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(service))!);
            var draft = $"{PathOf(service)}.{Guid.NewGuid():N}";
            File.WriteAllText(draft, string.Create(CultureInfo.InvariantCulture, $"{now.Seq} {now.Hash}\n"));
            File.Move(draft, PathOf(service), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TellOnlyInMemory(service, e.Message);
        }
    }

    /// <summary>Where the file is.</summary>
    public string PathOf(string service) => Path.Combine(configuration["Portal:Data"] ?? "data", "sealed", $"{service}.txt");

    [LoggerMessage(Level = LogLevel.Information, Message = "Sealed the usage log: {Service}:{Seq}:{Hash}")]
    private partial void TellSealed(string service, long seq, string hash);

    [LoggerMessage(Level = LogLevel.Debug, Message = "How far the usage log of {Service} is sealed is known to this process only: {Reason}")]
    private partial void TellOnlyInMemory(string service, string reason);
}
