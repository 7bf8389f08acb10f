using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;

namespace Portal.Identity.Tests;

public sealed partial class SignInPageTests(RunningPortal running)
{
    public static TheoryData<string, string> Languages => new()
    {
        { "en", "ltr" },
        { "az", "ltr" },
        { "fa-AF", "rtl" },
        { "ps-AF", "rtl" },
    };

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_page_speaks_the_language_asked_for_in_its_direction(string language, string direction)
    {
        var page = await Page($"/identity/sign-in?lang={language}");

        page.ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
        page.ShouldContain($"lang=\"{language}\" hreflang=\"{language}\" aria-current=\"true\"");
        Regex.Count(page, "aria-current").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_page_follows_the_browsers_language(string language, string direction)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/identity/sign-in");
        request.Headers.AcceptLanguage.ParseAdd($"xx, {language};q=0.8, tr;q=0.9");

        using var answer = await running.Client.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task No_text_is_missing_in_any_language(string language, string direction)
    {
        var page = await Page($"/identity/sign-in?lang={language}");

        direction.ShouldBe(page.Contains("dir=\"rtl\"", StringComparison.Ordinal) ? "rtl" : "ltr");
        foreach (var element in new[] { "title", "h1", "strong", "bdi", "a", "p" })
            Regex.Matches(page, $"<{element}[^>]*>(.*?)</{element}>").ShouldAllBe(match => Tags().Replace(match.Groups[1].Value, "").Trim().Length > 0, element);
        Regex.Count(page, "<button .*?</button>").ShouldBeGreaterThanOrEqualTo(10);
        Regex.Matches(page, "<button .*?</button>").ShouldAllBe(button => Regex.Matches(button.Value, "<span[^>]*>(.*?)</span>").All(span => Tags().Replace(span.Groups[1].Value, "").Trim().Length > 0));
    }

    [Fact]
    public void Every_language_has_every_text_of_its_own()
    {
        using var stream = typeof(IdentityModule).Assembly.GetManifestResourceStream("Portal.Identity.SignIn.sign-in.json")!;
        var texts = JsonNode.Parse(stream)!.AsObject();
        var keys = texts["en"]!.AsObject().Select(text => text.Key).ToList();

        texts.Select(language => language.Key).ShouldBe(["en", "az", "fa-AF", "ps-AF"], ignoreOrder: true);
        foreach (var (language, own) in texts)
            own!.AsObject().Select(text => text.Key).ShouldBe(keys, language);
        foreach (var key in keys.Where(key => key != "dir"))
            texts.Select(language => language.Value!.Text(key)).ShouldBeUnique(key);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("/\n/evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("/صفحه")]
    [InlineData("")]
    public async Task Nobody_is_sent_elsewhere_after_signing_in(string returnUrl)
    {
        using var browser = new Browser(running.Address);

        using var answer = await browser.SignIn($"/identity/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", "trader");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        // As a browser reads it: tabs and line breaks are dropped, a backslash is a slash.
        var read = Regex.Replace(answer.Headers.Location!.OriginalString, "[\t\r\n]", "").Replace('\\', '/');
        new Uri(running.Address, read).Authority.ShouldBe(running.Address.Authority, read);
    }

    [Fact]
    public async Task A_path_of_the_portal_is_gone_on_to()
    {
        using var browser = new Browser(running.Address);

        using var answer = await browser.SignIn("/identity/sign-in?returnUrl=%2Fdocs%3Fa%3D1%26b%3D2", "trader");

        answer.Headers.Location!.ToString().ShouldBe("/docs?a=1&b=2");
    }

    [Fact]
    public async Task What_the_address_brings_is_shown_as_text_and_never_as_HTML()
    {
        var page = await Page("/identity/sign-in?returnUrl=" + Uri.EscapeDataString("/\"><script>alert(1)</script>"));

        page.ShouldNotContain("<script");
        Browser.HiddenFields(page)["returnUrl"].ShouldBe("/\"><script>alert(1)</script>");
    }

    [Theory]
    [InlineData(false, "trader", "stale-form")]
    [InlineData(true, "nobody", "unknown-persona")]
    [InlineData(true, "broker-system", "unknown-persona")]
    public async Task A_form_that_is_not_ours_or_names_nobody_is_refused(bool ours, string persona, string code)
    {
        using var browser = new Browser(running.Address);
        using var client = new HttpClient { BaseAddress = running.Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", persona)]);

        using var answer = ours ? await browser.SignIn("/identity/sign-in", persona) : await client.PostAsync("/identity/sign-in", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.Text("code").ShouldBe(code);
        answer.Headers.TryGetValues("Set-Cookie", out var cookies);
        (cookies ?? []).ShouldNotContain(cookie => cookie.StartsWith("portal.identity=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_session_cookie_is_for_identity_alone_and_hidden_from_scripts()
    {
        using var browser = new Browser(running.Address);

        using var answer = await browser.SignIn("/identity/sign-in", "trader");

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("portal.identity=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("path=/identity");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
    }

    [Fact]
    public async Task The_page_brings_nothing_from_elsewhere_and_no_script()
    {
        var page = await Page("/identity/sign-in");

        Regex.Matches(page, "(?:src|href|action)=\"([^\"]*)\"").Select(match => HttpUtility.HtmlDecode(match.Groups[1].Value))
            .ShouldAllBe(address => address == "/" || address.StartsWith("/identity/", StringComparison.Ordinal));
        page.ShouldNotContain("<script");
        (await running.Client.GetStringAsync("/identity/sign-in.css")).ShouldNotContain("http");
    }

    private Task<string> Page(string address) => running.Client.GetStringAsync(address);

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
