using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.Identity.Tests;

public sealed class DiscoveryTests(RunningPortal running)
{
    [Fact]
    public async Task The_discovery_document_gives_the_public_addresses()
    {
        var document = await Document();

        document.Text("issuer").ShouldBe(new Uri(running.Address, "identity/").ToString());
        foreach (var (name, path) in new[]
                 {
                     ("authorization_endpoint", "identity/connect/authorize"), ("token_endpoint", "identity/connect/token"), ("userinfo_endpoint", "identity/connect/userinfo"),
                     ("end_session_endpoint", "identity/connect/end-session"), ("jwks_uri", "identity/.well-known/jwks"),
                 })
            document.Text(name).ShouldBe(new Uri(running.Address, path).ToString());
    }

    [Fact]
    public async Task Whatever_host_a_client_names_the_addresses_are_those_of_the_portal()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/identity/.well-known/openid-configuration") { Headers = { Host = "evil.example" } };

        using var answer = await running.Client.SendAsync(request);

        (await answer.Content.ReadFromJsonAsync<JsonObject>())!.ToJsonString().ShouldBe((await Document()).ToJsonString());
    }

    [Fact]
    public async Task Only_the_safe_ways_are_offered()
    {
        var document = await Document();

        Texts(document, "code_challenge_methods_supported").ShouldBe(["S256"]);
        Texts(document, "response_types_supported").ShouldBe(["code"]);
        Texts(document, "grant_types_supported").ShouldBe(["authorization_code", "client_credentials", "refresh_token"], ignoreOrder: true);
        Texts(document, "id_token_signing_alg_values_supported").ShouldBe(["RS256"]);
    }

    [Fact]
    public async Task The_key_set_holds_public_keys_only()
    {
        var keys = (await running.Client.GetFromJsonAsync<JsonObject>("/identity/.well-known/jwks"))!["keys"]!.AsArray();

        keys.ShouldNotBeEmpty();
        foreach (var key in keys.Select(key => key!))
        {
            key.Text("kty").ShouldBe("RSA");
            key.Text("use").ShouldBe("sig");
            key.AsObject().Select(member => member.Key).Intersect(["d", "p", "q", "dp", "dq", "qi", "k"]).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Tokens_are_signed_with_a_key_of_the_set()
    {
        var keys = (await running.Client.GetFromJsonAsync<JsonObject>("/identity/.well-known/jwks"))!["keys"]!.AsArray();

        keys.Select(key => key!["kid"]!.GetValue<string>()).ShouldContain(Tokens.Header(await running.Portal.Token("trader")).Text("kid"));
    }

    private async Task<JsonNode> Document() => (await running.Client.GetFromJsonAsync<JsonObject>("/identity/.well-known/openid-configuration"))!;

    private static IEnumerable<string> Texts(JsonNode document, string name) => document[name]!.AsArray().Select(value => value!.GetValue<string>());
}
