using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Identity.Tests;

public sealed class DemoTokenTests(RunningPortal running)
{
    [Theory]
    [InlineData("citizen")]
    [InlineData("trader2")]
    [InlineData("customs-officer")]
    [InlineData("fund-head")]
    public async Task A_persona_gets_a_token_that_services_accept(string persona)
    {
        var token = await running.Portal.Token(persona);

        Tokens.Payload(token).Text("sub").ShouldBe(persona);
        (await running.Client.AccountWith(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("persona=nobody")]
    [InlineData("persona=")]
    [InlineData("persona=broker-system")]
    [InlineData("person=trader")]
    public async Task An_unknown_persona_is_refused_with_the_list_of_those_there_are(string form)
    {
        using var answer = await Post(form, "application/x-www-form-urlencoded");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem.Text("code").ShouldBe("unknown-persona");
        problem.Text("detail").ShouldContain("customs-officer");
    }

    [Theory]
    [InlineData("{ \"persona\": \"trader\" }", "application/json")]
    [InlineData("persona=trader", "text/plain")]
    public async Task Another_content_type_is_refused(string body, string contentType)
    {
        using var answer = await Post(body, contentType);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.Text("code").ShouldBe("unsupported-media-type");
    }

    [Fact]
    public async Task A_forged_a_cut_and_a_foreign_token_open_nothing()
    {
        var token = await running.Portal.Token("trader");
        var parts = token.Split('.');
        var none = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"at+jwt"}""")).TrimEnd('=');

        foreach (var bad in new[] { null, "x", token[..^5], $"{parts[0]}.{parts[1]}.", $"{none}.{parts[1]}.", $"{parts[0]}.{Tampered(parts[1])}.{parts[2]}" })
        {
            var (status, body) = await running.Client.AccountWith(bad);
            status.ShouldBe(HttpStatusCode.Unauthorized, bad);
            body!.Text("code").ShouldBe("unauthenticated");
        }
    }

    [Fact]
    public async Task An_identity_token_is_no_access_token()
    {
        using var browser = new Browser(running.Address);
        var (_, body) = await running.Client.Exchange(browser, await browser.CodeFor("trader"));

        (await running.Client.AccountWith(body.Text("id_token"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_of_another_portal_opens_nothing()
    {
        await using var other = await PortalUnderTest.Start(modules: [new IdentityModule()]);

        (await running.Client.AccountWith(await other.Token("trader"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static string Tampered(string payload)
    {
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '=')));
        text.ShouldContain("9900000011");
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text.Replace("9900000011", "9900000021", StringComparison.Ordinal))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private async Task<HttpResponseMessage> Post(string body, string contentType)
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await running.Client.PostAsync("/identity/demo-token", content);
    }
}
