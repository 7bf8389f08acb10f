using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Portal.ServiceDefaults.Hosting;

namespace Portal.Web.Pages;

/// <summary>Sends the visitor to the identity provider, and back to where he was.</summary>
public sealed class SignInModel(PortalAddresses addresses) : PortalPage
{
    /// <summary>Begins to sign in.</summary>
    public IActionResult OnGet(string? returnUrl)
    {
        // The answer comes to the public address; whoever came by another name would arrive there without his cookies.
        if (Request.Host.Value != addresses.Public.Authority)
            return Redirect(new Uri(addresses.Public, $"{Request.Path}{Request.QueryString}").ToString());
        var back = Url.IsLocalUrl(returnUrl) ? returnUrl! : $"/{T.Language.Path}";
        return Me.IsSignedIn ? LocalRedirect(back) : Challenge(new AuthenticationProperties { RedirectUri = back }, OpenIdConnectDefaults.AuthenticationScheme);
    }
}
