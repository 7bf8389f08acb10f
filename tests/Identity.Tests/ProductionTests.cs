using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.AllInOne;
using Portal.TestSupport;

namespace Portal.Identity.Tests;

/// <summary>Outside a demonstration nobody becomes a persona by asking.</summary>
public sealed class ProductionTests : IAsyncLifetime
{
    private PortalUnderTest portal = null!;

    public async ValueTask InitializeAsync()
    {
        portal = await PortalUnderTest.Start(modules: EmbeddedPortal.Modules, settings: new Dictionary<string, string?>
        {
            ["Portal:Demo"] = "false", ["Portal:PublicUrl"] = "https://portal.example", ["Identity:Systems:broker-system:Secret"] = "a secret of its own",
        });
        // As whoever ends TLS before the gateway passes it on.
        portal.Anonymous.DefaultRequestHeaders.Host = "portal.example";
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_demo_token_does_not_exist()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", "trader")]);

        using var answer = await portal.Anonymous.PostAsync("/identity/demo-token", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_sign_in_page_lists_nobody()
    {
        var page = await portal.Anonymous.GetStringAsync("/identity/sign-in?lang=en");

        page.ShouldContain("No way of signing in is set up here yet.");
        page.ShouldNotContain("<button");
        page.ShouldNotContain("persona");
    }

    [Fact]
    public async Task Nobody_signs_in_by_sending_the_form_all_the_same()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", "trader")]);

        using var answer = await portal.Anonymous.PostAsync("/identity/sign-in", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task The_provider_speaks_of_itself_by_its_public_HTTPS_address()
    {
        var document = (await portal.Anonymous.GetFromJsonAsync<JsonObject>("/identity/.well-known/openid-configuration"))!;

        document.Text("issuer").ShouldBe("https://portal.example/identity/");
        document.Text("token_endpoint").ShouldStartWith("https://");
    }

    [Fact]
    public async Task A_system_needs_the_secret_that_was_set_for_it()
    {
        (await portal.Anonymous.AskAsSystem("broker-system", "demo-only")).Body.Text("error").ShouldBe("invalid_client");
        var (status, body) = await portal.Anonymous.AskAsSystem("broker-system", "a secret of its own");

        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        (await portal.Anonymous.AccountWith(body.Text("access_token"))).Status.ShouldBe(HttpStatusCode.OK);
    }
}
