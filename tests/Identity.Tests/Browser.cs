using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace Portal.Identity.Tests;

/// <summary>A browser without JavaScript: keeps cookies, follows nothing by itself, fills in the sign-in form.</summary>
internal sealed partial class Browser(Uri portal) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = portal };

    /// <summary>What the web client made up before it sent the browser away.</summary>
    public string Verifier { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public string RedirectUri => new Uri(portal, "signin-oidc").ToString();

    public string AuthorizeAddress(string? without = null, params (string Name, string Value)[] other)
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var query = new Dictionary<string, string>
        {
            ["client_id"] = "portal-web", ["response_type"] = "code", ["redirect_uri"] = RedirectUri, ["scope"] = "openid profile offline_access portal",
            ["state"] = "of-the-client", ["nonce"] = "once", ["code_challenge"] = challenge, ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in other)
            query[name] = value;
        if (without is not null)
            query.Remove(without);
        return "/identity/connect/authorize?" + string.Join('&', query.Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
    }

    public Task<HttpResponseMessage> Get(string address) => client.GetAsync(new Uri(portal, address));

    public async Task<string> Page(string address)
    {
        using var answer = await Get(address);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>Opens the sign-in page and presses a persona's button; returns the answer to the form.</summary>
    public async Task<HttpResponseMessage> SignIn(string page, string persona)
    {
        var fields = HiddenFields(await Page(page));
        fields["persona"] = persona;
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync("/identity/sign-in", form);
    }

    /// <summary>From the client's link to the code in the redirect back to it.</summary>
    public async Task<string> CodeFor(string persona)
    {
        using var sent = await Get(AuthorizeAddress());
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var signedIn = await SignIn(sent.Headers.Location!.ToString(), persona);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Redirect, await signedIn.Content.ReadAsStringAsync());
        using var back = await Get(signedIn.Headers.Location!.ToString());
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect, await back.Content.ReadAsStringAsync());
        var location = back.Headers.Location!.ToString();
        location.ShouldStartWith(RedirectUri + "?");
        var query = HttpUtility.ParseQueryString(new Uri(location).Query);
        query["state"].ShouldBe("of-the-client");
        return query["code"].ShouldNotBeNull(location);
    }

    public static Dictionary<string, string> HiddenFields(string page) => Hidden().Matches(page)
        .ToDictionary(field => field.Groups["name"].Value, field => HttpUtility.HtmlDecode(field.Groups["value"].Value));

    public void Dispose() => client.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
