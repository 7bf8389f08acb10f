using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.Pages;

/// <summary>Ends the session here and at the identity provider.</summary>
public sealed class SignOutModel : PortalPage
{
    /// <summary>Whoever opens the address by hand sees the first page.</summary>
    public IActionResult OnGet() => Go("/");

    /// <summary>Signs out.</summary>
    public IActionResult OnPost() => Me.IsSignedIn
        ? SignOut(new AuthenticationProperties { RedirectUri = $"/{T.Language.Path}" }, CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme)
        : Go("/");
}
