using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Identity.Personas;
using Portal.Identity.SignIn;

namespace Portal.Identity.OpenIdConnect;

/// <summary>The protocol's endpoints; OpenIddict has validated the request before it comes here.</summary>
internal static class Connect
{
    public static void Map(RouteGroupBuilder identity)
    {
        var connect = identity.MapGroup("/connect").AllowAnonymous().ExcludeFromDescription();
        connect.MapMethods("/authorize", ["GET", "POST"], Authorize);
        connect.MapPost("/token", Token);
        connect.MapMethods("/userinfo", ["GET", "POST"], (Delegate)UserInfo);
        connect.MapMethods("/end-session", ["GET", "POST"], (Delegate)EndSession);
    }

    private static async Task<IResult> Authorize(HttpContext http, PersonaBook book)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var session = await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (book.People.GetValueOrDefault(session.Principal?.FindFirst("sub")?.Value ?? "") is not { } persona)
        {
            if (request.HasPromptValue(OpenIddictConstants.PromptValues.None))
                return Refuse(OpenIddictConstants.Errors.LoginRequired, "Nobody is signed in.");
            return Results.Redirect(SignInPage.AddressFor(http.Request.Path + http.Request.QueryString, request.UiLocales));
        }

        return Results.SignIn(Provider.PrincipalFor(persona, request.GetScopes(), SignInPage.LanguageOf(request.UiLocales)), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> Token(HttpContext http, PersonaBook book)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
        {
            return book.Systems.TryGetValue(request.ClientId!, out var system)
                ? Results.SignIn(Provider.PrincipalFor(system, request.GetScopes()), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
                : Refuse(OpenIddictConstants.Errors.InvalidClient, "This client is not a system of this country.");
        }

        // A code or a refresh token: OpenIddict has restored whom it was given to; the claims are looked up afresh.
        var given = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (book.People.GetValueOrDefault(given.Principal?.GetClaim("sub") ?? "") is not { } persona)
            return Refuse(OpenIddictConstants.Errors.InvalidGrant, "Whoever this was given to is not here any more.");
        return Results.SignIn(Provider.PrincipalFor(persona, given.Principal!.GetScopes(), given.Principal!.GetClaim(OpenIddictConstants.Claims.Locale)), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> UserInfo(HttpContext http)
    {
        var given = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        return given.Principal is { } principal
            ? Results.Json(new Dictionary<string, object?> { ["sub"] = principal.GetClaim("sub"), ["name"] = principal.GetClaim("name") })
            : Refuse(OpenIddictConstants.Errors.InvalidToken, "The token is not valid.");
    }

    private static async Task<IResult> EndSession(HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
