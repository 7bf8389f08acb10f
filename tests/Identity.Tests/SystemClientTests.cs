using System.Net;

namespace Portal.Identity.Tests;

/// <summary>How programs sign in: client credentials.</summary>
public sealed class SystemClientTests(RunningPortal running)
{
    [Fact]
    public async Task A_system_of_the_country_gets_a_token_that_customs_accepts()
    {
        var (status, body) = await running.Client.AskAsSystem("broker-system", "demo-only");

        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        Tokens.Header(body.Text("access_token")).Text("typ").ShouldBe("at+jwt");
        var (accepted, account) = await running.Client.AccountWith(body.Text("access_token"));
        accepted.ShouldBe(HttpStatusCode.OK);
        account!.Text("owner").ShouldBe(Tokens.Payload(body.Text("access_token")).Text("trader_id"));
    }

    [Theory]
    [InlineData("broker-system", "wrong")]
    [InlineData("broker-system", "")]
    [InlineData("nobody", "demo-only")]
    [InlineData("trader", "demo-only")]
    public async Task A_wrong_secret_or_an_unknown_client_is_refused(string id, string secret)
    {
        var (status, body) = await running.Client.AskAsSystem(id, secret);

        ((int)status).ShouldBeInRange(400, 401);
        body.Text("error").ShouldBeOneOf("invalid_client", "invalid_request");
        body["access_token"].ShouldBeNull();
    }

    [Fact]
    public async Task The_web_client_cannot_act_for_itself()
    {
        var (status, body) = await running.Client.AskAsSystem("portal-web", "demo-only");

        ((int)status).ShouldBeInRange(400, 401);
        body["access_token"].ShouldBeNull();
    }

    [Fact]
    public async Task A_password_is_no_way_in() =>
        (await running.Client.Ask(("grant_type", "password"), ("client_id", "portal-web"), ("username", "trader"), ("password", "x"))).Body.Text("error").ShouldBe("unsupported_grant_type");
}
