using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Identity.Tests;

/// <summary>The token endpoint, and what its tokens open.</summary>
internal static class Tokens
{
    public static async Task<(HttpStatusCode Status, JsonNode Body)> Ask(this HttpClient client, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.PostAsync("/identity/connect/token", form);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public static Task<(HttpStatusCode Status, JsonNode Body)> Exchange(this HttpClient client, Browser browser, string code, string? verifier = null) => client.Ask(
        ("grant_type", "authorization_code"), ("client_id", "portal-web"), ("redirect_uri", browser.RedirectUri), ("code", code), ("code_verifier", verifier ?? browser.Verifier));

    public static Task<(HttpStatusCode Status, JsonNode Body)> AskAsSystem(this HttpClient client, string id, string secret) => client.Ask(
        ("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), ("scope", "portal"));

    /// <summary>What customs answers to the token when asked for the account of its bearer.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> AccountWith(this HttpClient client, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/customs/accounts/me");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public static JsonNode Payload(string token) => Part(token, 1);

    public static JsonNode Header(string token) => Part(token, 0);

    public static string Text(this JsonNode node, string name) => node[name].ShouldNotBeNull($"{name} in {node}").GetValue<string>();

    private static JsonNode Part(string token, int index)
    {
        var part = token.Split('.')[index].Replace('-', '+').Replace('_', '/');
        return JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(part.PadRight((part.Length + 3) / 4 * 4, '='))))!;
    }
}
