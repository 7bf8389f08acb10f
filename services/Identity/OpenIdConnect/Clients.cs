using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Portal.Identity.Personas;
using Portal.ServiceDefaults.Hosting;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Identity.OpenIdConnect;

/// <summary>Registers the clients: the portal's own pages, and the systems of the country pack. No other stays.</summary>
internal static class Clients
{
    /// <summary>Secret of every system in demo mode; in production each has its own, <c>Identity:Systems:{id}:Secret</c>.</summary>
    public const string DemoSecret = "demo-only";

    public static async Task Register(IServiceProvider services, IdentityDbContext db, CancellationToken cancellationToken)
    {
        var wanted = Wanted(services).ToList();
        // The name makes it another hash than that of a registration from before, which left clients behind.
        var hash = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Only = wanted })));
        if (await db.ClientRegistrations.Select(registration => registration.Hash).SingleOrDefaultAsync(cancellationToken) == hash)
            return;

        var clients = services.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var client in wanted)
            await Put(clients, client, cancellationToken);
        await DeleteOthers(clients, [.. wanted.Select(client => client.ClientId!)], cancellationToken);
        await db.ClientRegistrations.ExecuteDeleteAsync(cancellationToken);
        db.Add(new ClientRegistration { Hash = hash });
        await db.SaveChangesAsync(cancellationToken);
    }

    private static IEnumerable<OpenIddictApplicationDescriptor> Wanted(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var demo = configuration.GetValue<bool>("Portal:Demo");
        yield return WebClient(services.GetRequiredService<PortalAddresses>().Public);
        foreach (var system in services.GetRequiredService<PersonaBook>().Systems.Values)
        {
            var secret = configuration[$"Identity:Systems:{system.Id}:Secret"] ?? DemoSecret;
            // Everybody knows that one.
            if (demo || secret != DemoSecret)
                yield return SystemClient(system, secret);
        }
    }

    private static OpenIddictApplicationDescriptor WebClient(Uri portal) => new()
    {
        ClientId = Provider.WebClient, ClientType = ClientTypes.Public, ConsentType = ConsentTypes.Implicit, DisplayName = "Portal",
        RedirectUris = { new Uri(portal, "signin-oidc") }, PostLogoutRedirectUris = { new Uri(portal, "signout-callback-oidc") },
        Permissions =
        {
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile, Permissions.Prefixes.Scope + Provider.Scope,
        },
        Requirements = { Requirements.Features.ProofKeyForCodeExchange },
    };

    private static OpenIddictApplicationDescriptor SystemClient(Persona system, string secret) => new()
    {
        ClientId = system.Id, ClientSecret = secret, ClientType = ClientTypes.Confidential, DisplayName = system.Name,
        Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + Provider.Scope },
    };

    private static async Task Put(IOpenIddictApplicationManager clients, OpenIddictApplicationDescriptor client, CancellationToken cancellationToken)
    {
        if (await clients.FindByClientIdAsync(client.ClientId!, cancellationToken) is { } known)
            await clients.UpdateAsync(known, client, cancellationToken);
        else
            await clients.CreateAsync(client, cancellationToken);
    }

    /// <summary>Together with a client go the codes and refresh tokens it was given.</summary>
    private static async Task DeleteOthers(IOpenIddictApplicationManager clients, HashSet<string> wanted, CancellationToken cancellationToken)
    {
        var others = new List<object>();
        await foreach (var client in clients.ListAsync(cancellationToken: cancellationToken))
        {
            if (!wanted.Contains(await clients.GetClientIdAsync(client, cancellationToken) ?? ""))
                others.Add(client);
        }

        foreach (var client in others)
            await clients.DeleteAsync(client, cancellationToken);
    }
}
