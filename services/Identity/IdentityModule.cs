using Microsoft.AspNetCore.DataProtection;
using Portal.Identity.OpenIdConnect;
using Portal.Identity.Personas;
using Portal.Identity.SignIn;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Persistence;

namespace Portal.Identity;

/// <summary>Digital identity: who somebody is, told to the services by signed tokens.</summary>
public sealed class IdentityModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "identity";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        // Outside a demonstration the pack is read all the same: systems get their clients from it. But nobody is one of its people.
        var demo = builder.Configuration.GetValue<bool>("Portal:Demo");
        builder.AddPackFile("personas.yaml", (node, country) => demo ? PersonaBook.Read(node, country) : PersonaBook.Read(node, country).WithoutPeople());
        builder.AddDatabase<IdentityDbContext>(Name, Clients.Register);
        builder.AddProvider();
        builder.Services.AddOpenApi(Name, options => options.Describe("Identity", "Access tokens. The OpenID Connect endpoints are described by /identity/.well-known/openid-configuration."));

        builder.Services.AddDataProtection().SetApplicationName("portal").PersistKeysToFileSystem(new DirectoryInfo(builder.Instance<KeyFolder>().Path));
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "portal.antiforgery");
        builder.Services.AddAuthentication().AddCookie(options =>
        {
            options.Cookie.Name = "portal.identity";
            options.Cookie.Path = "/identity";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
        });
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        var identity = endpoints.MapGroup("/identity").WithGroupName(Name);
        Connect.Map(identity);
        SignInPage.Map(identity);
        if (endpoints.ServiceProvider.GetRequiredService<IConfiguration>().GetValue<bool>("Portal:Demo"))
            DemoToken.Map(identity);
    }
}
