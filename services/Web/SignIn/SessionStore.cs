using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Portal.Web.SignIn;

/// <summary>Somebody's session. The browser holds a random key; all else, tokens included, is here, encrypted.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the key: whoever reads the table cannot sign in with it.</summary>
    public required string Id { get; init; }

    /// <summary>The authentication ticket, protected.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>It ends then (UTC).</summary>
    public required DateTime ExpiresAt { get; set; }
}

/// <summary>Keeps sessions in the database, so that they outlive a restart and hold in every replica.</summary>
internal sealed class SessionStore(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    private readonly IDataProtector protector = protection.CreateProtector("Portal.Web.Session");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await With(async sessions =>
        {
            await sessions.Where(session => session.ExpiresAt < clock.GetUtcNow().UtcDateTime).ExecuteDeleteAsync();
            sessions.Add(new Session { Id = Hash(key), Ticket = Protect(ticket), ExpiresAt = Expiry(ticket) });
        });
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => With(async sessions =>
    {
        if (await sessions.FindAsync(Hash(key)) is { } session)
            (session.Ticket, session.ExpiresAt) = (Protect(ticket), Expiry(ticket));
    });

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        Session? session = null;
        await With(async sessions => session = await sessions.FindAsync(Hash(key)));
        if (session is null || session.ExpiresAt < clock.GetUtcNow().UtcDateTime)
            return null;
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(session.Ticket));
        }
        catch (CryptographicException)
        {
            // The keys are others now: signing in once more is all it costs.
            return null;
        }
    }

    public Task RemoveAsync(string key) => With(sessions => sessions.Where(session => session.Id == Hash(key)).ExecuteDeleteAsync());

    private async Task With(Func<DbSet<Session>, Task> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDbContext>();
        await work(db.Sessions);
        await db.SaveChangesAsync();
    }

    private byte[] Protect(AuthenticationTicket ticket) => protector.Protect(TicketSerializer.Default.Serialize(ticket));

    private DateTime Expiry(AuthenticationTicket ticket) => (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow().AddHours(8)).UtcDateTime;

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
