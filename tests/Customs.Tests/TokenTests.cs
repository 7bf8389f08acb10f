using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Only tokens that this portal issued, for this portal, in time, open a door.</summary>
public sealed class TokenTests(Portals portals)
{
    [Fact]
    public async Task A_token_signed_with_the_portals_key_is_taken() => (await Ask(descriptor => { })).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task An_expired_token_is_refused() => await Refused(descriptor =>
        (descriptor.NotBefore, descriptor.IssuedAt, descriptor.Expires) = (descriptor.NotBefore!.Value.AddHours(-2), descriptor.IssuedAt!.Value.AddHours(-2), descriptor.IssuedAt.Value.AddMinutes(-1)));

    [Fact]
    public async Task A_token_of_the_future_is_refused() => await Refused(descriptor => descriptor.NotBefore = descriptor.Expires!.Value.AddMinutes(-1));

    [Fact]
    public async Task A_token_for_another_audience_is_refused() => await Refused(descriptor => descriptor.Audience = "somewhere-else");

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() => await Refused(descriptor => descriptor.Issuer = "http://example.org/");

    [Fact]
    public async Task A_token_that_is_no_access_token_is_refused() => await Refused(descriptor => descriptor.TokenType = "JWT");

    [Fact]
    public async Task A_token_signed_with_another_key_under_the_portals_key_id_is_refused()
    {
        using var own = RSA.Create(2048);

        await Refused(descriptor => descriptor.SigningCredentials = new SigningCredentials(new RsaSecurityKey(own) { KeyId = descriptor.SigningCredentials.Key.KeyId }, SecurityAlgorithms.RsaSha256));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused() => await Refused(descriptor => descriptor.SigningCredentials = null);

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused() => await Refused(descriptor =>
        descriptor.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(((RsaSecurityKey)descriptor.SigningCredentials.Key).Rsa.ExportSubjectPublicKeyInfo()) { KeyId = descriptor.SigningCredentials.Key.KeyId }, SecurityAlgorithms.HmacSha256));

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused()
    {
        var portal = await portals.In("az");
        var (own, officers) = ((await portal.Token("trader")).Split('.'), (await portal.Token("customs-officer")).Split('.'));

        using var answer = await Ask(portal, string.Join('.', own[0], officers[1], own[2]));

        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory, InlineData(""), InlineData("nonsense"), InlineData("a.b.c")]
    public async Task What_is_no_token_is_refused(string token)
    {
        using var answer = await Ask(await portals.In("az"), token);

        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    private async Task Refused(Action<SecurityTokenDescriptor> change)
    {
        using var answer = await Ask(change);
        await answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        answer.Headers.WwwAuthenticate.ShouldContain(header => header.Scheme == "Bearer");
    }

    /// <summary>Signs a token as the portal would, changed as the test says, with the portal's own key from its data folder.</summary>
    private async Task<HttpResponseMessage> Ask(Action<SecurityTokenDescriptor> change)
    {
        var portal = await portals.In("az");
        var real = new JsonWebToken(await portal.Token("trader"));
        using var rsa = RSA.Create();
        rsa.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(portal.Folder, "keys", "signing.pem")));
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = real.Issuer, Audience = real.Audiences.Single(), TokenType = real.Typ, IssuedAt = real.IssuedAt, NotBefore = real.ValidFrom, Expires = real.ValidTo,
            Claims = new Dictionary<string, object> { ["sub"] = "trader", ["person_id"] = real.GetClaim("person_id").Value, ["trader_id"] = real.GetClaim("trader_id").Value, ["role"] = "trader" },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = real.Kid, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256),
        };
        change(descriptor);
        return await Ask(portal, new JsonWebTokenHandler().CreateToken(descriptor));
    }

    private static async Task<HttpResponseMessage> Ask(PortalUnderTest portal, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/customs/declarations") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await portal.Anonymous.SendAsync(request);
    }
}
