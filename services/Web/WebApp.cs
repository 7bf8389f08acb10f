using Portal.ServiceDefaults.Hosting;

namespace Portal.Web;

/// <summary>The pages: server-rendered, in four languages, an OpenID Connect client like any other.</summary>
public static class WebApp
{
    /// <summary>Builds the pages' application.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddPortalDefaults("web");
        var app = builder.Build();
        app.MapHealth();
        return app;
    }
}
