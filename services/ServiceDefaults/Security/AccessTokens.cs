using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
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
            // Asked for at the first token, over the private network: the public address may not be reachable from here.
            options.MetadataAddress = new Uri(addresses.Identity, "identity/.well-known/openid-configuration").ToString();
            options.RequireHttpsMetadata = false;
            options.MapInboundClaims = false;
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
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }
}
