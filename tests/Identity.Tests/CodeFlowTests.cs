using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Web;

namespace Portal.Identity.Tests;

/// <summary>How people sign in: authorization code with PKCE, through the sign-in page.</summary>
public sealed class CodeFlowTests(RunningPortal running)
{
    [Fact]
    public async Task A_person_signs_in_and_the_client_gets_tokens_that_services_accept()
    {
        using var browser = new Browser(running.Address);

        var (status, body) = await running.Client.Exchange(browser, await browser.CodeFor("trader"));

        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        var token = Tokens.Payload(body.Text("access_token"));
        token.Text("sub").ShouldBe("trader");
        token.Text("trader_id").ShouldBe("9900000011");
        token.Text("trader_name").ShouldBe("Nümunə Ticarət MMC");
        token.Text("aud").ShouldBe("portal");
        Tokens.Payload(body.Text("id_token")).Text("nonce").ShouldBe("once");
        var (accepted, account) = await running.Client.AccountWith(body.Text("access_token"));
        accepted.ShouldBe(HttpStatusCode.OK);
        account!.Text("owner").ShouldBe("9900000011");
    }

    [Fact]
    public async Task A_refresh_token_gets_a_new_access_token()
    {
        using var browser = new Browser(running.Address);
        var (_, first) = await running.Client.Exchange(browser, await browser.CodeFor("customs-officer"));

        var (status, second) = await running.Client.Ask(("grant_type", "refresh_token"), ("client_id", "portal-web"), ("refresh_token", first.Text("refresh_token")));

        status.ShouldBe(HttpStatusCode.OK, second.ToString());
        second.Text("access_token").ShouldNotBe(first.Text("access_token"));
        Tokens.Payload(second.Text("access_token")).Text("agency").ShouldBe("customs");
    }

    [Fact]
    public async Task A_wrong_verifier_is_refused()
    {
        using var browser = new Browser(running.Address);

        var (status, body) = await running.Client.Exchange(browser, await browser.CodeFor("citizen"), verifier: new string('a', 43));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body.Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_works_once()
    {
        using var browser = new Browser(running.Address);
        var code = await browser.CodeFor("citizen");
        (await running.Client.Exchange(browser, code)).Status.ShouldBe(HttpStatusCode.OK);

        (await running.Client.Exchange(browser, code)).Body.Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_request_without_a_challenge_is_refused()
    {
        using var browser = new Browser(running.Address);

        using var answer = await browser.Get(browser.AuthorizeAddress(without: "code_challenge"));

        (await ErrorOf(answer)).ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("https://evil.example/signin-oidc")]
    [InlineData("http://localhost/other")]
    public async Task Nobody_is_sent_to_an_address_that_is_not_the_clients(string redirectUri)
    {
        using var browser = new Browser(running.Address);

        using var answer = await browser.Get(browser.AuthorizeAddress(null, ("redirect_uri", redirectUri)));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_signed_in_is_not_asked_again_and_who_is_not_is_not_when_the_client_says_so()
    {
        using var browser = new Browser(running.Address);
        using var stranger = await browser.Get(browser.AuthorizeAddress(null, ("prompt", "none")));
        (await ErrorOf(stranger)).ShouldBe("login_required");

        await browser.CodeFor("citizen");
        using var known = await browser.Get(browser.AuthorizeAddress(null, ("prompt", "none")));

        HttpUtility.ParseQueryString(known.Headers.Location!.Query)["code"].ShouldNotBeNull();
    }

    [Fact]
    public async Task The_language_chosen_on_the_sign_in_page_is_told_to_the_client()
    {
        using var browser = new Browser(running.Address);
        using var sent = await browser.Get(browser.AuthorizeAddress(null, ("ui_locales", "en")));
        var page = await browser.Page(sent.Headers.Location!.ToString());
        page.ShouldContain("<html lang=\"en\"");
        using var signedIn = await browser.SignIn(HttpUtility.HtmlDecode(Regex.Match(page, "href=\"([^\"]*)\" lang=\"fa-AF\"").Groups[1].Value), "citizen");
        (await LocaleFrom(signedIn.Headers.Location!.ToString())).ShouldBe("fa-AF");

        // Who is signed in is asked nothing: he goes on in the language in which the client sent him.
        (await LocaleFrom(browser.AuthorizeAddress(null, ("ui_locales", "az")))).ShouldBe("az");

        async Task<string> LocaleFrom(string authorize)
        {
            using var back = await browser.Get(authorize);
            var (_, body) = await running.Client.Exchange(browser, HttpUtility.ParseQueryString(back.Headers.Location!.Query)["code"]!);
            Tokens.Payload(body.Text("access_token"))["locale"].ShouldBeNull("It is no business of the services.");
            return Tokens.Payload(body.Text("id_token")).Text("locale");
        }
    }

    [Fact]
    public async Task The_user_info_tells_who_it_is()
    {
        using var browser = new Browser(running.Address);
        var (_, body) = await running.Client.Exchange(browser, await browser.CodeFor("citizen"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/identity/connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", body.Text("access_token"));

        using var answer = await running.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var info = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        info.Text("sub").ShouldBe("citizen");
        info.Text("name").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task After_signing_out_one_is_asked_again()
    {
        using var browser = new Browser(running.Address);
        await browser.CodeFor("citizen");

        using (var gone = await browser.Get("/identity/connect/end-session"))
            ((int)gone.StatusCode).ShouldBeLessThan(400);

        using var again = await browser.Get(browser.AuthorizeAddress());
        again.Headers.Location!.ToString().ShouldStartWith("/identity/sign-in?");
    }

    /// <summary>The error of a refusal, whether it stands in a redirect to the client or in the answer itself.</summary>
    private static async Task<string?> ErrorOf(HttpResponseMessage answer)
    {
        if (answer.Headers.Location is { } location)
            return HttpUtility.ParseQueryString(location.Query)["error"];
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync();
        return text.Split('\n').Where(line => line.StartsWith("error:", StringComparison.Ordinal)).Select(line => line["error:".Length..].Trim()).SingleOrDefault();
    }
}
