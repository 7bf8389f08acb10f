using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.Pages;

/// <summary>The front door: on to the language the visitor wishes, else the country's first.</summary>
public sealed class RootModel : PortalPage
{
    /// <summary>Redirects.</summary>
    public IActionResult OnGet()
    {
        Response.Headers.Vary = "Accept-Language";
        return Go("/");
    }
}
