using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Identity.OpenIdConnect;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.Identity.Personas;

/// <summary>Whom to be.</summary>
/// <param name="Persona">Id of a persona, such as trader.</param>
public sealed record DemoTokenRequest(string Persona);

/// <summary>A token for a persona.</summary>
/// <param name="AccessToken">Send it as <c>Authorization: Bearer ...</c>.</param>
/// <param name="TokenType">Always Bearer.</param>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record DemoTokenAnswer(
    [property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken,
    [property: System.Text.Json.Serialization.JsonPropertyName("token_type")] string TokenType,
    [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>Lets curl act as anyone. The route exists in demo mode only.</summary>
internal static class DemoToken
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static void Map(RouteGroupBuilder identity) =>
        identity.MapPost("/demo-token", Handle).WithName("demoToken").AllowAnonymous().Accepts<DemoTokenRequest>("application/x-www-form-urlencoded").Fails(400, "bad-request", "unknown-persona").Fails(413, "body-too-large").Fails(415, "unsupported-media-type");

    /// <summary>Gives an access token for a persona of the country pack; form field persona.</summary>
    public static async Task<Results<Ok<DemoTokenAnswer>, Problem>> Handle(HttpRequest request, PersonaBook book, KeyFolder keys, PortalAddresses addresses, TimeProvider clock)
    {
        if (!request.HasFormContentType)
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the form field persona.");
        if (!book.People.TryGetValue((await request.ReadFormAsync())["persona"].ToString(), out var who))
            return new Problem(StatusCodes.Status400BadRequest, "unknown-persona", $"Send the form field persona with one of: {string.Join(", ", book.People.Keys)}.");

        var now = clock.GetUtcNow().UtcDateTime;
        var claims = who.Claims().GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => group.Key == PortalClaims.Role ? (object)group.Select(claim => claim.Value).ToArray() : group.First().Value);
        claims["jti"] = Guid.NewGuid().ToString();
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = addresses.Issuer, Audience = AccessTokens.Audience, IssuedAt = now, NotBefore = now, Expires = now + Lifetime, Claims = claims,
            TokenType = "at+jwt", SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256),
        });
        return TypedResults.Ok(new DemoTokenAnswer(token, "Bearer", (int)Lifetime.TotalSeconds));
    }
}
