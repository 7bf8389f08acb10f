using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.AllInOne;
using Portal.ServiceDefaults.Hosting;

namespace Portal.TestSupport;

/// <summary>The whole portal, used through its front door: started for a test on a free port with a data folder of its own, or the running full stack.</summary>
public sealed class PortalUnderTest : IAsyncDisposable
{
    private readonly EmbeddedPortal? started;
    private readonly Uri address;
    private readonly ConcurrentDictionary<string, string> tokens = new(StringComparer.Ordinal);

    private PortalUnderTest(EmbeddedPortal? started, Uri address, IServiceProvider services, string country, string folder)
    {
        (this.started, this.address, Services, Country, Folder) = (started, address, services, country, folder);
        Anonymous = new HttpClient { BaseAddress = address };
    }

    /// <summary>Which country it serves.</summary>
    public string Country { get; }

    /// <summary>Its data.</summary>
    public string Folder { get; }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>The services' container; for the full stack that of <see cref="Of"/>, which read the same country pack.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The pages' container; not of the full stack.</summary>
    public IServiceProvider Pages => started!.Pages;

    /// <summary>The running full stack; <paramref name="samePack"/> lends its reading of the country pack.</summary>
    public static PortalUnderTest Of(RunningStack stack, PortalUnderTest samePack) => new(null, stack.Address, samePack.Services, stack.Country, samePack.Folder);

    /// <summary>Starts a portal; <paramref name="folder"/> continues with the data of an earlier one.</summary>
    public static async Task<PortalUnderTest> Start(string country = "az", string? folder = null, TimeProvider? clock = null,
        IReadOnlyList<IServiceModule>? modules = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        folder ??= TemporaryFolder.New();
        var all = new Dictionary<string, string?>
        {
            ["Portal:Country"] = country, ["Portal:Data"] = folder, ["urls"] = FormattableString.Invariant($"http://127.0.0.1:{Ports.Free()}"),
            ["Gateway:RateLimit:Enabled"] = "false", ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            all[name] = value;
        var portal = await EmbeddedPortal.Start(EmbeddedPortal.Settings(all), reset: false, modules ?? EmbeddedPortal.Modules, clock: clock);
        return new PortalUnderTest(portal, portal.Address, portal.Services, country, folder);
    }

    /// <summary>A client with the token of a persona.</summary>
    public async Task<HttpClient> As(string persona) => With(await Token(persona));

    /// <summary>A client with the token of a system of the pack.</summary>
    public async Task<HttpClient> AsSystem(string id)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = "demo-only", ["scope"] = "portal" });
        using var answer = await Anonymous.PostAsync("/identity/connect/token", form);
        return With((await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>());
    }

    /// <summary>The access token of a persona.</summary>
    public async Task<string> Token(string persona)
    {
        if (!tokens.TryGetValue(persona, out var token))
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", persona)]);
            using var answer = await Anonymous.PostAsync("/identity/demo-token", form);
            tokens[persona] = token = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        }

        return token;
    }

    /// <summary>An example request of a country pack, free to be changed.</summary>
    public JsonObject Example(string operation, string service = "customs") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(CountriesFolder, Country, "examples", service, $"{operation}.json")))!.AsObject();

    /// <summary>The country packs of the program under test.</summary>
    public static string CountriesFolder => Path.Combine(AppContext.BaseDirectory, "countries");

    /// <summary>Asks again until the answer is as wanted; fails with the last answer after half a minute.</summary>
    public static async Task<JsonNode> Until(HttpClient client, string path, Func<JsonNode, bool> wanted)
    {
        JsonNode? last = null;
        for (var patience = 0; patience < 600; patience++)
        {
            last = await client.GetFromJsonAsync<JsonNode>(path);
            if (last is not null && wanted(last))
                return last;
            await Task.Delay(50);
        }

        throw new TimeoutException($"{path} did not come to be as wanted; last it was {last}");
    }

    /// <summary>A JSON body.</summary>
    public static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    /// <summary>Stops the portal; its data stay.</summary>
    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        if (started is not null)
            await started.DisposeAsync();
    }

    private HttpClient With(string token) => new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
}

/// <summary>What a caller does with declarations, in a line each.</summary>
public static class DeclarationSteps
{
    /// <summary>Lodges a declaration with a reference of its own and returns its MRN.</summary>
    public static async Task<string> Lodge(this HttpClient client, JsonObject declaration)
    {
        declaration["functionalReferenceId"] = Guid.NewGuid().ToString("N")[..20];
        using var answer = await client.PostAsync("/api/customs/declarations", PortalUnderTest.Json(declaration));
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException(body);
        return JsonNode.Parse(body)!["mrn"]!.GetValue<string>();
    }

    /// <summary>Waits until the declaration has the status and returns it.</summary>
    public static Task<JsonNode> UntilStatus(this HttpClient client, string mrn, string status) =>
        PortalUnderTest.Until(client, $"/api/customs/declarations/{mrn}", declaration => declaration["status"]!.GetValue<string>() == status);

    /// <summary>The codes of its notifications, in order; also checks that the sequence has no gap.</summary>
    public static async Task<string[]> NotificationCodes(this HttpClient client, string mrn)
    {
        var notifications = (await client.GetFromJsonAsync<JsonArray>($"/api/customs/declarations/{mrn}/notifications"))!;
        for (var i = 0; i < notifications.Count; i++)
        {
            if (notifications[i]!["sequence"]!.GetValue<int>() != i + 1)
                throw new InvalidOperationException($"The notifications of {mrn} have a gap: {notifications.ToJsonString()}");
        }

        return [.. notifications.Select(notification => notification!["code"]!.GetValue<string>())];
    }

    /// <summary>Posts JSON and returns status and body.</summary>
    public static async Task<(HttpStatusCode Status, JsonNode? Body)> Send(this HttpClient client, string path, JsonNode body)
    {
        using var answer = await client.PostAsync(path, PortalUnderTest.Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
