using System.IO.Compression;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Persistence;
using Portal.Web.Customs;
using Portal.Web.Languages;
using Portal.Web.Pages;
using Portal.Web.Services;
using Portal.Web.SignIn;
using Portal.Web.SocialProtection;

namespace Portal.Web;

/// <summary>The pages: server-rendered, in four languages, an OpenID Connect client like any other.</summary>
public static class WebApp
{
    /// <summary>Its name: database, address and setting.</summary>
    public const string Name = "web";

    private static string Root => Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>Builds the pages' application.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddPortalDefaults(Name);
        // More than any service takes: whoever sends too large a file is told so beside the question, not cut off.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 24 << 20);
        builder.AddCountryPack();
        builder.RefuseFaultyPack();
        builder.AddDatabase<WebDbContext>(Name);
        builder.AddSignIn();
        builder.AddPages();
        builder.Services.Configure<RouteOptions>(options => options.ConstraintMap["language"] = typeof(LanguageConstraint));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddHttpClient(AgencyClient.Name, client => client.Timeout = TimeSpan.FromSeconds(20)).ConfigurePrimaryHttpMessageHandler(services => new InsidePortal(services.GetRequiredService<PortalAddresses>()));
        builder.Services.AddSingleton<AgencyClient>();
        builder.Services.AddSingleton<CodeBook>();
        builder.Services.AddSingleton<FundCodeBook>();
        builder.Services.AddSingleton(new TextBook(Path.Combine(Root, "texts")));
        builder.Services.AddScoped<Words>();
        builder.Services.AddScoped<Visitor>();

        var app = builder.Build();
        app.UseResponseCompression();
        app.UseWhen(WantedPage.WantsPage, people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", StatusCodeSelector = ErrorModel.StatusOf, SuppressDiagnosticsCallback = IsExpected });
            people.UseStatusCodePagesWithReExecute("/error", "?status={0}");
            people.Use(MeetOutage);
        });
        app.UseWhen(context => !context.WantsPage(), programs => programs.UseProblemDetails());
        app.UsePublicScheme();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600" });
        app.TurnAwayUntilReady(SayAway);
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapRazorPages();
        DeclarationRoutes.Map(app);
        ApplicationRoutes.Map(app);
        return app;
    }

    /// <summary>The policy for officers of an institution.</summary>
    public static string OfficersOf(string agency) => $"officers-of-{agency}";

    /// <summary>The policy for the head of an institution.</summary>
    public static string HeadOf(string agency) => $"head-of-{agency}";

    private static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Environment.WebRootPath = Root;
        builder.Environment.WebRootFileProvider = new PhysicalFileProvider(Root);
        builder.Services.AddRazorPages(options =>
        {
            foreach (var agency in builder.Instance<CountryPack>().Institutions.Keys)
            {
                var folder = "/" + string.Concat(agency.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
                options.Conventions.AuthorizeFolder($"{folder}/Officer", OfficersOf(agency));
                options.Conventions.AuthorizeFolder($"{folder}/Head", HeadOf(agency));
                options.Conventions.AuthorizeFolder($"{folder}/Mine");
            }
        }).AddApplicationPart(typeof(WebApp).Assembly);
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var agency in builder.Instance<CountryPack>().Institutions.Keys)
        {
            authorization.AddPolicy(OfficersOf(agency), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Visitor.IsOfficer(context.User, agency)));
            authorization.AddPolicy(HeadOf(agency), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Visitor.IsHead(context.User, agency)));
        }

        builder.Services.Configure<Microsoft.Extensions.WebEncoders.WebEncoderOptions>(options => options.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "portal.form";
            options.FormFieldName = "form-token";
            // The gateway says it for every answer, and more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    /// <summary>While the database is away it is unknown who asks, and so no page can be shown, that of errors included.</summary>
    private static async Task MeetOutage(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (e.IsOutage() && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await SayAway(context);
        }
    }

    /// <summary>The status alone: the gateway has a page for people, and programs get problem details.</summary>
    private static Task SayAway(HttpContext context)
    {
        if (context.WantsPage() && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        return PortalHost.SayAway(context);
    }

    private static bool IsExpected(ExceptionHandlerSuppressDiagnosticsContext context) => context.Exception is PageRefused or ServiceAway;
}
