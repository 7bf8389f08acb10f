using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Security;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>
/// Signs checkpoints of the usage log. The key is <c>UsageLog:Key</c> (PKCS#8, base64), the same for all replicas, or
/// else a file among the data, made at the first use.
/// </summary>
internal sealed class UsageKey(IConfiguration configuration)
{
    private readonly Lazy<ECDsa> key = new(() => Open(configuration));

    public byte[] Sign(string service, long seq, byte[] hash) => key.Value.SignData(Sealed(service, seq, hash), HashAlgorithmName.SHA256);

    public bool HasSigned(string service, UsageCheckpoint checkpoint) =>
        key.Value.VerifyData(Sealed(service, checkpoint.Seq, checkpoint.Hash), checkpoint.Signature, HashAlgorithmName.SHA256);

    private static byte[] Sealed(string service, long seq, byte[] hash) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"usage log of {service} up to {seq}: {Convert.ToHexString(hash)}"));

    private static ECDsa Open(IConfiguration configuration)
    {
        var ecdsa = ECDsa.Create();
        if (configuration["UsageLog:Key"] is { Length: > 0 } given)
            ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(given), out _);
        else
            ecdsa.ImportFromPem(KeyFile.Read(Path.Combine(configuration["Portal:Data"] ?? "data", "keys", "usage-log.pem"), Make));
        return ecdsa;
    }

    private static string Make()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKeyPem();
    }
}

/// <summary>Seals what has been written since the last checkpoint, every ten seconds.</summary>
internal sealed class UsageSeal<TDb>(string service, UsageKey key, UsageAnchor anchor, IServiceScopeFactory scopes, DatabaseGate<TDb> database, TimeProvider clock, ILogger<UsageSeal<TDb>> log)
    : PeriodicWork<TDb>(TimeSpan.FromSeconds(10), scopes, database, clock, log) where TDb : ServiceDbContext
{
    protected override Task Work(TDb db, CancellationToken stopping) => Seal(db, service, key, anchor, Clock.GetUtcNow().UtcDateTime, stopping);

    public static async Task Seal(ServiceDbContext db, string service, UsageKey key, UsageAnchor anchor, DateTime now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (seq, hash) = await UsageChain.Head(db, cancellationToken);
        if (anchor.Of(service) is { } kept && (await db.Set<UsageEntry>().Where(row => row.Seq == kept.Seq).Select(row => row.Hash).SingleOrDefaultAsync(cancellationToken) is not { } there || Convert.ToHexString(there) != kept.Hash))
            throw new InvalidOperationException($"The usage log of {service} is not the one that was sealed; usage-log verify says from where on. If an older copy was put back on purpose, delete {anchor.PathOf(service)}.");
        if (seq == (await db.Set<UsageCheckpoint>().MaxAsync(checkpoint => (long?)checkpoint.Seq, cancellationToken) ?? 0))
            return;
        db.Add(new UsageCheckpoint { Seq = seq, Hash = hash, At = now, Signature = key.Sign(service, seq, hash) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        anchor.Keep(service, seq, hash);
    }
}
