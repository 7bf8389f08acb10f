using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.ServiceDefaults.Hosting;

namespace Portal.Web.SignIn;

/// <summary>Renews the access token of a session shortly before it ends; nobody notices.</summary>
internal sealed class TokenRefresh(HttpClient http, PortalAddresses addresses, TimeProvider clock)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    /// <summary>Called for every request of a session.</summary>
    public static async Task Keep(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var ends = DateTimeOffset.Parse(context.Properties.GetTokenValue("expires_at") ?? "2000-01-01Z", CultureInfo.InvariantCulture);
        if (ends - Early > services.GetRequiredService<TimeProvider>().GetUtcNow())
            return;
        if (!await services.GetRequiredService<TokenRefresh>().Renew(context))
            context.RejectPrincipal();
    }

    private async Task<HttpResponseMessage?> Ask(HttpContent form)
    {
        try
        {
            return await http.PostAsync(new Uri(addresses.Public, "identity/connect/token"), form);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private async Task<bool> Renew(CookieValidatePrincipalContext context)
    {
        if (context.Properties.GetTokenValue("refresh_token") is not { } refreshToken)
            return false;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["client_id"] = PortalSignIn.Client, ["refresh_token"] = refreshToken });
        using var answer = await Ask(form);
        // Identity is away: the session stays, and services take the old token for as long as it lasts.
        if (answer is null or { StatusCode: >= HttpStatusCode.InternalServerError })
            return true;
        if (!answer.IsSuccessStatusCode)
            return false;

        var tokens = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        var accessToken = tokens["access_token"]!.GetValue<string>();
        context.Properties.UpdateTokenValue("access_token", accessToken);
        if (tokens["refresh_token"]?.GetValue<string>() is { } next)
            context.Properties.UpdateTokenValue("refresh_token", next);
        context.Properties.UpdateTokenValue("expires_at", clock.GetUtcNow().AddSeconds(tokens["expires_in"]!.GetValue<int>()).ToString("O", CultureInfo.InvariantCulture));
        // The roles may be others now: the first identity says who, the second what he may do.
        context.ReplacePrincipal(new([context.Principal!.Identities.First(), PortalSignIn.Rights(accessToken)]));
        context.ShouldRenew = true;
        return true;
    }
}
