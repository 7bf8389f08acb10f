using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults.Http;

/// <summary>Tells people from programs.</summary>
public static class WantedPage
{
    /// <summary>Whether a browser asks for a page, and not a program for data.</summary>
    public static bool WantsPage(this HttpContext context) => context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
