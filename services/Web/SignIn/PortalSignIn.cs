using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Security;
using Portal.Web.Languages;

namespace Portal.Web.SignIn;

/// <summary>Sign-in by OpenID Connect: authorization code with PKCE. Tokens stay in the server's session.</summary>
internal static class PortalSignIn
{
    /// <summary>The pages, as the provider knows them.</summary>
    public const string Client = "portal-web";

    private static readonly string[] Taken = [PortalClaims.Role, PortalClaims.Agency, PortalClaims.Office, PortalClaims.PersonId, PortalClaims.TraderId, PortalClaims.TraderName];

    public static void AddSignIn(this IHostApplicationBuilder builder)
    {
        var addresses = new PortalAddresses(builder.Configuration);
        var keys = builder.Configuration["Web:Keys"] ?? Path.Combine(builder.Configuration["Portal:Data"] ?? "data", "keys", "web");
        builder.Services.AddDataProtection().SetApplicationName(Client).PersistKeysToFileSystem(Directory.CreateDirectory(keys));
        builder.Services.AddSingleton<ITicketStore, SessionStore>();
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<ITicketStore>((options, sessions) => options.SessionStore = sessions);
        builder.Services.AddHttpClient<TokenRefresh>().ConfigurePrimaryHttpMessageHandler(() => new InsidePortal(addresses));
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "portal.session";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
            options.Events.OnValidatePrincipal = TokenRefresh.Keep;
            // A page asks for somebody: straight to the provider. A page for somebody else: said so.
            options.ForwardChallenge = OpenIdConnectDefaults.AuthenticationScheme;
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        }).AddOpenIdConnect(options =>
        {
            options.ClientId = Client;
            options.MetadataAddress = new Uri(addresses.Public, "identity/.well-known/openid-configuration").ToString();
            options.BackchannelHttpHandler = new InsidePortal(addresses);
            options.RequireHttpsMetadata = false;
            options.ResponseType = "code";
            options.ResponseMode = "query";
            options.SaveTokens = true;
            options.MapInboundClaims = false;
            options.TokenValidationParameters.ValidIssuer = addresses.Issuer;
            options.TokenValidationParameters.NameClaimType = "name";
            options.TokenValidationParameters.RoleClaimType = PortalClaims.Role;
            options.Scope.Add("portal");
            options.Scope.Add("offline_access");
            options.NonceCookie.SameSite = options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            if (addresses.Public.Scheme == Uri.UriSchemeHttp)
                options.NonceCookie.SecurePolicy = options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events.OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.IssuerAddress = new Uri(addresses.Public, "identity/connect/authorize").ToString();
                context.ProtocolMessage.RedirectUri = new Uri(addresses.Public, "signin-oidc").ToString();
                context.ProtocolMessage.UiLocales = context.HttpContext.RequestServices.GetRequiredService<Words>().Language.Tag;
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.IssuerAddress = new Uri(addresses.Public, "identity/connect/end-session").ToString();
                context.ProtocolMessage.PostLogoutRedirectUri = new Uri(addresses.Public, "signout-callback-oidc").ToString();
                return Task.CompletedTask;
            };
            options.Events.OnTokenValidated = context =>
            {
                context.Principal!.AddIdentity(Rights(context.TokenEndpointResponse!.AccessToken));
                return Task.CompletedTask;
            };
            // Whoever chose another language while signing in goes on in that one.
            options.Events.OnTicketReceived = context =>
            {
                if (context.ReturnUri is { } page && Language.ByTag(context.Principal?.FindFirst("locale")?.Value ?? "") is { } chosen)
                    context.ReturnUri = chosen.AddressOf(page);
                return Task.CompletedTask;
            };
            // Somebody gave up, or came back to an old page: the portal's first page is a better answer than a stack trace.
            options.Events.OnRemoteFailure = context =>
            {
                context.Response.Redirect("/");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>What the access token lets its holder do: for menus and redirects only. The services judge for themselves.</summary>
    internal static ClaimsIdentity Rights(string accessToken) =>
        new(new JsonWebToken(accessToken).Claims.Where(claim => Taken.Contains(claim.Type)), authenticationType: null, "name", PortalClaims.Role);
}
