using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Security;

namespace Portal.Identity.OpenIdConnect;

/// <summary>The OpenID Connect provider under <c>/identity</c>: authorization code with PKCE for people, client credentials for systems.</summary>
internal static class Provider
{
    public const string WebClient = "portal-web";
    public const string Scope = "portal";

    public static void AddProvider(this IHostApplicationBuilder builder)
    {
        var demo = builder.Configuration.GetValue<bool>("Portal:Demo");
        var addresses = new PortalAddresses(builder.Configuration);
        var keys = new KeyFolder(builder.Configuration["Identity:Keys"] ?? Path.Combine(builder.Configuration["Portal:Data"] ?? "data", "keys"));
        builder.Services.AddSingleton(keys);
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDbContext>())
            .AddServer(server =>
            {
                server.SetConfigurationEndpointUris("identity/.well-known/openid-configuration")
                    .SetJsonWebKeySetEndpointUris("identity/.well-known/jwks")
                    .SetAuthorizationEndpointUris("identity/connect/authorize")
                    .SetTokenEndpointUris("identity/connect/token")
                    .SetUserInfoEndpointUris("identity/connect/userinfo")
                    .SetEndSessionEndpointUris("identity/connect/end-session");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                server.Configure(options => options.CodeChallengeMethods.Remove(OpenIddictConstants.CodeChallengeMethods.Plain));
                server.RegisterScopes(OpenIddictConstants.Scopes.OpenId, OpenIddictConstants.Scopes.Profile, OpenIddictConstants.Scopes.OfflineAccess, Scope);
                server.AddEventHandler<OpenIddict.Server.OpenIddictServerEvents.HandleConfigurationRequestContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(context =>
                {
                    // The portal has one address, whatever host a caller names.
                    context.BaseUri = addresses.Public;
                    return ValueTask.CompletedTask;
                }));
                server.AddSigningKey(keys.Signing).AddEncryptionKey(keys.Encryption);
                // Services read access tokens themselves.
                server.DisableAccessTokenEncryption();

                var web = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough()
                    .EnableUserInfoEndpointPassthrough().EnableEndSessionEndpointPassthrough();
                // Inside the portal the gateway speaks plain HTTP to the services; outside, production is HTTPS by its public address.
                if (demo || addresses.Public.Scheme == Uri.UriSchemeHttps)
                    web.DisableTransportSecurityRequirement();
            });
        builder.Services.AddOptions<OpenIddict.Server.OpenIddictServerOptions>().Configure<PortalAddresses>((options, addresses) => options.Issuer = new Uri(addresses.Issuer));
    }

    /// <summary>Scopes, audience and destinations of a token's claims; <paramref name="locale"/> is the language spoken while signing in.</summary>
    public static System.Security.Claims.ClaimsPrincipal PrincipalFor(Personas.Persona persona, IEnumerable<string> scopes, string? locale = null)
    {
        var identity = new System.Security.Claims.ClaimsIdentity(persona.Claims(), OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, "name", PortalClaims.Role);
        identity.SetClaim(OpenIddictConstants.Claims.Locale, locale);
        identity.SetScopes(scopes);
        identity.SetResources(AccessTokens.Audience);
        identity.SetDestinations(claim => claim.Type switch
        {
            "name" or "sub" => [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken],
            OpenIddictConstants.Claims.Locale => [OpenIddictConstants.Destinations.IdentityToken],
            _ => [OpenIddictConstants.Destinations.AccessToken],
        });
        return new System.Security.Claims.ClaimsPrincipal(identity);
    }
}
