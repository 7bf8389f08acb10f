using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>TLS ends at or before the gateway; links made for people must carry the scheme that they see.</summary>
public static class PublicScheme
{
    /// <summary>Requests by the public name have the public scheme. Services that ask each other, for keys, go on without.</summary>
    public static void UsePublicScheme(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PortalAddresses>().Public;
        if (address.Scheme != Uri.UriSchemeHttps)
            return;
        app.Use((context, next) =>
        {
            if (context.Request.Host.Value == address.Authority)
                context.Request.Scheme = Uri.UriSchemeHttps;
            return next(context);
        });
    }
}
