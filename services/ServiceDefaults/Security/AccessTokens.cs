using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.Security;

/// <summary>Every service validates access tokens itself; nothing is trusted because it came through the gateway.</summary>
public static class AccessTokens
{
    /// <summary>Audience of the portal's access tokens.</summary>
    public const string Audience = "portal";

    /// <summary>Requires a valid token on every route that does not say otherwise.</summary>
    public static void AddAccessTokens(this IHostApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<PortalAddresses>((options, addresses) =>
        {
            // By the clock of the system, as tokens are checked by it.
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new KnownTokens(TimeProvider.System) { MapInboundClaims = false });
            // Asked for at the first token.
            options.MetadataAddress = new Uri(addresses.Public, "identity/.well-known/openid-configuration").ToString();
            options.BackchannelHttpHandler = new InsidePortal(addresses);
            options.RequireHttpsMetadata = false;
            options.MapInboundClaims = false;
            options.Events = new JwtBearerEvents { OnChallenge = SayWhetherKeysAreAway };
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = addresses.Issuer,
                ValidAudience = Audience,
                ValidTypes = ["at+jwt"],
                NameClaimType = "name",
                RoleClaimType = PortalClaims.Role,
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build());
    }

    /// <summary>While this process has never reached identity it knows no keys: then a token is not bad, it cannot be judged yet.</summary>
    private static Task SayWhetherKeysAreAway(JwtBearerChallengeContext context)
    {
        if (context.AuthenticateFailure is InvalidOperationException)
        {
            context.HandleResponse();
            return PortalHost.SayAway(context.HttpContext);
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Lets the OpenID Connect provider look at requests for <c>/identity</c> only. Elsewhere the policies name the
    /// bearer scheme themselves, and routes that anyone may use read no token at all.
    /// </summary>
    internal static void UseAccessTokens(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/identity", StringComparison.Ordinal), identity => identity.UseAuthentication());
        // Else the framework adds the middleware in front of everything, and the provider's handler runs on every request.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseAuthorization();
    }
}
