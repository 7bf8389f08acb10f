using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Identity.Personas;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.Identity.SignIn;

/// <summary>The page on which one says who one is: in a demonstration by choosing a persona. Works without JavaScript.</summary>
internal static partial class SignInPage
{
    private const string Path = "/identity/sign-in";

    private static readonly Dictionary<string, Dictionary<string, string>> Texts = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(Resource("sign-in.json"))!;
    private static readonly string Style = Resource("sign-in.css");
    private static readonly string Emblem = Resource("emblem.svg");
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static void Map(RouteGroupBuilder identity)
    {
        var page = identity.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        page.MapGet("/sign-in", Show);
        page.MapPost("/sign-in", SignIn);
        page.MapGet("/sign-in.css", () => Results.Text(Style, "text/css", Encoding.UTF8));
        page.MapGet("/emblem.svg", () => Results.Text(Emblem, "image/svg+xml", Encoding.UTF8));
    }

    /// <summary>Where to sign in, to go on to <paramref name="returnUrl"/> afterwards.</summary>
    public static string AddressFor(string returnUrl, string? languages) =>
        $"{Path}?returnUrl={Uri.EscapeDataString(returnUrl)}{(languages is null ? "" : "&lang=" + Uri.EscapeDataString(languages.Split(' ')[0]))}";

    private static IResult Show(HttpContext http, IAntiforgery antiforgery, PersonaBook book, CountryPack country, IConfiguration configuration, string? returnUrl, string? lang)
    {
        var language = Choose(http, country, lang);
        var people = configuration.GetValue<bool>("Portal:Demo") ? book.People.Values : [];
        return Results.Content(Render(language, InLanguage(Local(returnUrl), language), people, country, antiforgery.GetAndStoreTokens(http)), "text/html", Encoding.UTF8);
    }

    private static async Task<IResult> SignIn(HttpContext http, IAntiforgery antiforgery, PersonaBook book, IConfiguration configuration)
    {
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
            return http.WantsPage()
                ? Results.LocalRedirect(AddressFor("/", null))
                : new Problem(StatusCodes.Status400BadRequest, "stale-form", "This form is out of date. Open the page again.");
        var form = await http.Request.ReadFormAsync();
        if (!configuration.GetValue<bool>("Portal:Demo") || !book.People.TryGetValue(form["persona"].ToString(), out var who))
            return new Problem(StatusCodes.Status400BadRequest, "unknown-persona", "There is no such persona.");
        var session = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", who.Id)], CookieAuthenticationDefaults.AuthenticationScheme));
        return Results.SignIn(session, new() { RedirectUri = Local(form["returnUrl"]) }, CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static string Choose(HttpContext http, CountryPack country, string? asked)
    {
        var wanted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1).Select(accepted => accepted.Value.ToString()).Prepend(asked ?? "");
        return wanted.Select(LanguageOf).FirstOrDefault(known => known is not null) ?? country.Languages[0];
    }

    /// <summary>The page's language for a tag, be it another region's; null when it knows none.</summary>
    public static string? LanguageOf(string? tag) =>
        tag?.Length > 1 ? Texts.Keys.FirstOrDefault(known => known[..2].Equals(tag[..2], StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>
    /// Only paths of this portal, as addresses are written: nobody is sent elsewhere after signing in. Browsers drop tabs and
    /// line breaks, so "/\t/host" is another host too.
    /// </summary>
    private static string Local(string? returnUrl) =>
        returnUrl is ['/', not ('/' or '\\'), ..] && returnUrl.All(sign => sign is > ' ' and <= '~') ? returnUrl : "/";

    /// <summary>Whoever signs in goes on in the language of this page: a client that said one in its request is told this one instead.</summary>
    private static string InLanguage(string returnUrl, string language) => UiLocales().Replace(returnUrl, language);

    private static string Render(string language, string returnUrl, IEnumerable<Persona> people, CountryPack country, AntiforgeryTokenSet tokens)
    {
        var texts = Texts[language];
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="{language}" dir="{texts["dir"]}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{texts["title"]} – {Html.Encode(country.Name.In(language))}</title><link rel="stylesheet" href="/identity/sign-in.css"><link rel="icon" href="/identity/emblem.svg" type="image/svg+xml"></head>
            <body><header><div class="width"><a class="brand" href="/"><img src="/identity/emblem.svg" alt="" width="40" height="40"><span><strong>{texts["portal"]}</strong> <span class="country">{Html.Encode(country.Name.In(language))}</span></span></a><nav aria-label="{texts["languages"]}"><ul>
            """);
        foreach (var (tag, own) in Texts)
            page.Append(CultureInfo.InvariantCulture, $"""<li><a href="{Html.Encode(AddressFor(returnUrl, tag))}" lang="{tag}" hreflang="{tag}"{(tag == language ? " aria-current=\"true\"" : "")}>{own["name"]}</a></li>""");
        page.Append(CultureInfo.InvariantCulture, $"</ul></nav></div></header><main class=\"width\"><h1>{texts["title"]}</h1>");

        if (!people.Any())
            page.Append(CultureInfo.InvariantCulture, $"<p>{texts["closed"]}</p>");
        else
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <p>{texts["choose"]}</p><form method="post" action="{Path}">
                <input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}"><input type="hidden" name="returnUrl" value="{Html.Encode(returnUrl)}">
                """);
            foreach (var group in people.GroupBy(persona => GroupOf(persona, language, texts, country)))
            {
                page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Html.Encode(group.Key)}</h2><ul class=\"people\">");
                foreach (var persona in group)
                    AppendPersona(page, persona, language, texts);
                page.Append("</ul></section>");
            }

            page.Append("</form>");
        }

        return page.Append("</main></body></html>").ToString();
    }

    /// <summary>What a persona stands under: an institution by its name in the pack, or what people come as.</summary>
    private static string GroupOf(Persona persona, string language, Dictionary<string, string> texts, CountryPack country) =>
        persona.Agency is { } agency ? country.Institutions[agency].In(language) : texts[persona.TraderId is null ? "citizens" : "traders"];

    private static void AppendPersona(StringBuilder page, Persona persona, string language, Dictionary<string, string> texts)
    {
        var name = texts["dir"] == "rtl" ? persona.NativeName : persona.Name;
        var trader = persona.TraderName is null ? "" : $" <span>{texts["actsFor"]} <bdi>{Html.Encode(persona.TraderName)}</bdi></span>";
        page.Append(CultureInfo.InvariantCulture, $"""
            <li><button name="persona" value="{persona.Id}"><span class="hidden">{texts["signInAs"]} </span><strong><bdi>{Html.Encode(name)}</bdi></strong>{trader} <span>{Html.Encode(persona.About?.In(language) ?? "")}</span> <code dir="ltr">{persona.Id}</code></button></li>
            """);
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Portal.Identity.SignIn.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("(?<=[?&]ui_locales=)[^&]*")]
    private static partial Regex UiLocales();
}
