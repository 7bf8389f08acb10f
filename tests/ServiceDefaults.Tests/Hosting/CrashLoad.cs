using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>
/// Declarants who lodge one declaration after another until the portal dies under them, and go on where they were when
/// it is back: what got no answer is sent again with the same idempotency key.
/// </summary>
internal sealed class CrashLoad(Uri address)
{
    /// <summary>The most that one deposit can be pays for some 7,000 declarations, and a quick machine lodges more.</summary>
    private const int DepositsOfEach = 20;

    private static readonly string[] Declarants = ["trader", "trader", "trader", "citizen"];

    private readonly ConcurrentDictionary<int, int> next = new();
    private readonly Dictionary<string, string> tokens = [];
    private int answered;

    /// <summary>How many deposits <see cref="Prepare"/> makes.</summary>
    public static int Deposits => DepositsOfEach * Declarants.Distinct().Count();

    /// <summary>Begins every reference, and no other run's.</summary>
    public string Prefix { get; } = $"CRASH-{Guid.NewGuid().ToString("N")[..6]}-";

    /// <summary>MRN by reference, of every declaration that was answered 202.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new();

    /// <summary>References of those among them that claim the relief, so that another service has to be asked.</summary>
    public IEnumerable<string> WithRelief => Accepted.Keys.Where(reference => Declarants[Worker(reference)] == "citizen");

    /// <summary>Answers so far.</summary>
    public int Answered => Volatile.Read(ref answered);

    /// <summary>Gets tokens, which outlive the portal, and pays in enough for everything.</summary>
    public async Task Prepare(HttpClient anonymous)
    {
        foreach (var persona in Declarants.Distinct())
        {
            tokens[persona] = await StartTests.DemoToken(anonymous, persona);
            using var client = As(persona);
            for (var paid = 0; paid < DepositsOfEach; paid++)
            {
                using var deposit = PortalUnderTest.Json(new JsonObject { ["amount"] = 100_000_000, ["reference"] = FormattableString.Invariant($"{Prefix}{paid}") });
                (await client.PostAsync("/api/customs/accounts/me/deposits", deposit)).EnsureSuccessStatusCode();
            }
        }
    }

    public HttpClient As(string persona) => new()
    {
        BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", tokens[persona]) },
    };

    /// <summary>Lodges until the portal no longer answers.</summary>
    public Task Run() => Task.WhenAll(Enumerable.Range(0, Declarants.Length).Select(worker => Lodge(worker)));

    /// <summary>Lodges, and tries again whatever fails, until told to stop.</summary>
    public Task RunThroughFailures(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, Declarants.Length).Select(async worker =>
    {
        while (!stopping.IsCancellationRequested)
        {
            await Lodge(worker, stopping);
            await Task.Delay(100, CancellationToken.None);
        }
    }));

    /// <summary>Sends again what got no answer, to the end.</summary>
    public async Task Finish()
    {
        for (var worker = 0; worker < Declarants.Length; worker++)
        {
            using var client = As(Declarants[worker]);
            await LodgeNext(worker, client);
        }
    }

    private async Task Lodge(int worker, CancellationToken stopping = default)
    {
        using var client = As(Declarants[worker]);
        try
        {
            while (!stopping.IsCancellationRequested)
                await LodgeNext(worker, client);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            // The portal is dead.
        }
    }

    private async Task LodgeNext(int worker, HttpClient client)
    {
        var reference = FormattableString.Invariant($"{Prefix}{worker}-{next.GetOrAdd(worker, 0)}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/customs/declarations") { Content = PortalUnderTest.Json(Declaration(Declarants[worker], reference)) };
        request.Headers.Add("Idempotency-Key", reference);
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        // 409: the first request with this key is still under way in a process that nobody has missed yet.
        if ((int)answer.StatusCode is >= 500 or 409)
            throw new HttpRequestException(body);
        ((int)answer.StatusCode).ShouldBe(202, body);

        Accepted[reference] = JsonNode.Parse(body)!["mrn"]!.GetValue<string>();
        next[worker]++;
        Interlocked.Increment(ref answered);
    }

    private static int Worker(string reference) => reference.Split('-')[2][0] - '0';

    private static JsonObject Declaration(string persona, string reference)
    {
        var declaration = JsonNode.Parse(File.ReadAllText(Path.Combine(PortalUnderTest.CountriesFolder, "az", "examples", "customs", "lodgeDeclaration.json")))!.AsObject();
        declaration["functionalReferenceId"] = reference;
        if (persona == "citizen")
            ClaimRelief(declaration);
        return declaration;
    }

    /// <summary>A car with the relief for a person with a disability.</summary>
    private static void ClaimRelief(JsonObject declaration)
    {
        var car = declaration["goodsItems"]![0]!.DeepClone();
        car["commodityCode"] = "870323";
        car["description"] = "Passenger car";
        car["countryOfOrigin"] = "TR";
        car["reliefCode"] = "disability-vehicle";
        car["additionalDocuments"]!.AsArray().Add(new JsonObject { ["code"] = "Z001", ["reference"] = "D-2021-00117" });
        declaration["goodsItems"] = new JsonArray(car);
        declaration["importer"]!["id"] = "5VBK5VR";
        declaration["totalPackages"] = car["packages"]!.DeepClone();
        declaration["grossMass"] = car["grossMass"]!.DeepClone();
        declaration["invoiceAmount"] = car["itemPrice"]!.DeepClone();
    }
}
