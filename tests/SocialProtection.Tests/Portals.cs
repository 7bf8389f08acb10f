using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.SocialProtection.Tests;
using Portal.TestSupport;

[assembly: AssemblyFixture(typeof(Portals))]

namespace Portal.SocialProtection.Tests;

/// <summary>One portal for each country, shared by every test that does not need its own.</summary>
public sealed class Portals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<PortalUnderTest>>> started = new(StringComparer.Ordinal);
    private IDisposable? stackHeld;

    /// <summary>In place of a country: the full stack, where it runs.</summary>
    public const string Stack = "stack";

    public Task<PortalUnderTest> In(string country) => started.GetOrAdd(country, code => new(() => code == Stack ? FindStack() : PortalUnderTest.Start(code))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var portal in started.Values.Where(portal => portal.Value.IsCompletedSuccessfully))
            await (await portal.Value).DisposeAsync();
        stackHeld?.Dispose();
    }

    private async Task<PortalUnderTest> FindStack()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        var stack = RunningStack.Find()!;
        stackHeld = await RunningStack.Alone();
        return PortalUnderTest.Of(stack, await In(stack.Country));
    }
}

/// <summary>A portal of az with a clock that can be moved, for the tests of one class. Tokens are fetched before anybody moves it.</summary>
public sealed class OwnPortal : IAsyncLifetime
{
    private readonly CountedQueries facts = new("FROM \"certificates\"");
    private readonly CountedQueries consents = new("FROM \"consents\"");
    private readonly CountedQueries reports = new("FROM \"reports\"");

    public MovableClock Clock { get; } = new();

    public PortalUnderTest Portal { get; private set; } = null!;

    public HttpClient System { get; private set; } = null!;

    /// <summary>How often this portal has asked its database for facts of persons.</summary>
    public int QueriesForFacts => facts.In(Portal.Folder);

    /// <summary>How often for consents.</summary>
    public int QueriesForConsents => consents.In(Portal.Folder);

    /// <summary>How often for reports of employers.</summary>
    public int QueriesForReports => reports.In(Portal.Folder);

    public async ValueTask InitializeAsync()
    {
        Portal = await PortalUnderTest.Start(clock: Clock, settings: new Dictionary<string, string?> { ["SocialProtection:GeneratedPersons"] = "5200", ["SocialProtection:GeneratedMonths"] = "1" });
        foreach (var persona in new[] { "trader", "citizen", "citizen2", "fund-officer", "fund-head", "customs-officer" })
            await Portal.Token(persona);
        System = await Portal.AsSystem("one-stop-system");
    }

    public ValueTask DisposeAsync()
    {
        foreach (var counted in new[] { facts, consents, reports })
            counted.Dispose();
        return Portal.DisposeAsync();
    }
}

/// <summary>Counts the statements that hold a text. It listens before a portal starts: contexts remember for a second that nobody did.</summary>
internal sealed class CountedQueries : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly string text;
    private readonly ConcurrentBag<IDisposable> subscriptions = [];
    private readonly ConcurrentBag<string> databases = [];

    public CountedQueries(string text)
    {
        this.text = text;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>Those of the databases in the folder: portals of other tests ask theirs at the same time.</summary>
    public int In(string folder) => databases.Count(database => database.StartsWith(folder, StringComparison.Ordinal));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
            subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData executed && executed.Command.CommandText.Contains(text, StringComparison.Ordinal))
            databases.Add(executed.Connection.DataSource);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();
    }
}

internal static class Steps
{
    public const string Fund = "/api/social-protection";

    /// <summary>An account whose check digits agree.</summary>
    public const string Account = "AZ21NABZ00000000137010001944";

    /// <summary>An application with these answers.</summary>
    public static JsonObject Application(string kind, params (string Field, string Value)[] answers) => new()
    {
        ["kind"] = kind, ["answers"] = new JsonArray([.. answers.Select(answer => new JsonObject { ["field"] = answer.Field, ["value"] = answer.Value })]),
    };

    public static async Task<JsonNode> Read(this HttpClient client, string path) => (await client.GetFromJsonAsync<JsonNode>($"{Fund}{path}"))!;

    public static async Task<(int Status, JsonNode? Body)> Get(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync($"{Fund}{path}");
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public static async Task<(int Status, JsonNode? Body)> Do(this HttpClient client, string path, JsonNode body)
    {
        var (status, answer) = await client.Send($"{Fund}{path}", body);
        return ((int)status, answer);
    }

    /// <summary>Does what must succeed.</summary>
    public static async Task<JsonNode> Done(this HttpClient client, string path, JsonNode body)
    {
        var (status, answer) = await client.Do(path, body);
        status.ShouldBeInRange(200, 299, answer?.ToJsonString());
        return answer!;
    }

    /// <summary>Does what must be refused, with the code; returns the faults as pointer and code.</summary>
    public static async Task<string[]> Refused(this HttpClient client, string path, JsonNode body, int status, string code)
    {
        var (found, answer) = await client.Do(path, body);
        found.ShouldBe(status, answer?.ToJsonString());
        answer.Text("code").ShouldBe(code);
        return Faults(answer!);
    }

    public static string[] Faults(JsonNode problem) => [.. (problem["errors"]?.AsArray() ?? []).Select(fault => $"{fault!["pointer"]} {fault["code"]}")];

    public static string Text(this JsonNode? node, string name) => node![name]!.GetValue<string>();

    public static async Task<string> MyId(this HttpClient client) => (await client.Read("/persons/me")).Text("id");

    public static async Task<int> UsageCount(this HttpClient client) => (await client.Read("/persons/me/usage?pageSize=1"))["total"]!.GetValue<int>();

    public static async Task<JsonNode> NewestUsage(this HttpClient client) => (await client.Read("/persons/me/usage?pageSize=1"))["items"]![0]!;

    public static JsonObject Lookup(string person, string question = "is-insured", string purpose = "life-event", string @case = "CASE-1") =>
        new() { ["personId"] = person, ["question"] = question, ["purpose"] = purpose, ["case"] = @case };

    public static JsonObject Consent(string until, string institution = "one-stop-shop", string question = "receives-benefit", string purpose = "housing-support") =>
        new() { ["institution"] = institution, ["question"] = question, ["purpose"] = purpose, ["validUntil"] = until };
}
