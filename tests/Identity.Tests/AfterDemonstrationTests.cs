using System.Net;
using Portal.AllInOne;
using Portal.TestSupport;

namespace Portal.Identity.Tests;

/// <summary>A portal that was a demonstration and goes on as production with the same data.</summary>
public sealed class AfterDemonstrationTests
{
    private const string Public = "portal.example";

    [Fact]
    public async Task What_opened_the_demonstration_opens_nothing_afterwards()
    {
        var folder = TemporaryFolder.New();
        string session;
        await using (var demonstration = await PortalUnderTest.Start(folder: folder, modules: EmbeddedPortal.Modules))
        {
            (await demonstration.Anonymous.AskAsSystem("broker-system", "demo-only")).Status.ShouldBe(HttpStatusCode.OK);
            using var browser = new Browser(demonstration.Anonymous.BaseAddress!);
            using var signedIn = await browser.SignIn("/identity/sign-in", "trader");
            session = signedIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("portal.identity=", StringComparison.Ordinal)).Split(';')[0];
        }

        await using var production = await PortalUnderTest.Start(folder: folder, modules: EmbeddedPortal.Modules, settings: new Dictionary<string, string?>
        {
            // Even where somebody sets it, it is no secret.
            ["Portal:Demo"] = "false", ["Portal:PublicUrl"] = $"https://{Public}", ["Identity:Systems:one-stop-system:Secret"] = "demo-only",
        });
        production.Anonymous.DefaultRequestHeaders.Host = Public;

        foreach (var system in new[] { "broker-system", "one-stop-system" })
        {
            var (_, body) = await production.Anonymous.AskAsSystem(system, "demo-only");
            body["access_token"].ShouldBeNull();
            body.Text("error").ShouldBe("invalid_client");
        }

        (await Authorize(production.Anonymous.BaseAddress!, session)).ShouldContain("/identity/sign-in?");
    }

    /// <summary>Where the provider sends somebody who comes with that session.</summary>
    private static async Task<string> Authorize(Uri address, string session)
    {
        using var browser = new Browser(address);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Get, browser.AuthorizeAddress(null, ("redirect_uri", $"https://{Public}/signin-oidc")));
        request.Headers.Host = Public;
        request.Headers.Add("Cookie", session);
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }
}
