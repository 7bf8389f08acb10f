using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Gateway;
using Portal.Identity;
using Portal.ServiceDefaults.Hosting;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection;
using Portal.TestSupport;
using Yarp.ReverseProxy.Configuration;

namespace Portal.Benchmarks;

/// <summary>
/// The fund's answers on PostgreSQL: a cached lookup against a bare Kestrel JSON endpoint, at the service and through the
/// gateway, with and without its usage log; a batch; a search over a million persons; the check of a million rows.
/// </summary>
internal static class Lookups
{
    /// <summary>As a country's agencies are: many at once. Of fewer, fewer rows of the usage log share a commit; ADR 12 has figures of both.</summary>
    private const int Connections = 1000;
    private const int Rounds = 5;
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(4);

    public static async Task Measure(int persons)
    {
        await using var postgres = await Postgres.Start();
        if (postgres is null)
        {
            Console.WriteLine("lookups                   need PostgreSQL: apt-get install postgresql");
            return;
        }

        var folder = TemporaryFolder.New();
        var first = Stopwatch.StartNew();
        await using var on = await Child.Start("service", postgres, folder, persons, "on");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"register                  {persons} persons generated in {first.Elapsed.TotalSeconds:0} s"));
        await using var off = await Child.Start("service", postgres, TemporaryFolder.New(), persons, "off");
        await using var gateway = await Child.Start("gateway", postgres, folder, persons, on.Address.ToString());
        await using var bare = await Child.Start("bare-lookup", postgres, folder, persons, "");
        await using var bareGateway = await Child.Start("bare-gateway", postgres, folder, persons, bare.Address.ToString());
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });

        var (onToken, offToken) = (await Token(http, on.Address), await Token(http, off.Address));
        await Ratio("lookup at the service", "0.5", http, (on.Address, onToken), (bare.Address, null));
        await Ratio("lookup through gateway", "0.4", http, (gateway.Address, onToken), (bareGateway.Address, null));
        await Ratio("lookup, usage log on/off", "0.9", http, (on.Address, onToken), (off.Address, offToken));
        await Batch(http, on.Address, onToken, postgres);
        await Search(http, on.Address, postgres);
    }

    /// <summary>A program of the measurement, in a process of its own.</summary>
    public static async Task<int> RunChild(string kind, string address, string argument)
    {
        switch (kind)
        {
            case "service":
                return await PortalHost.Run(["--urls", address], new IdentityModule(), argument == "on" ? new SocialProtectionModule() : new Unlogged());
            case "gateway":
                return await PortalHost.Run(["--urls", address, "--Services:social-protection", argument, "--Services:identity", argument, "--Gateway:RateLimit:Enabled", "false"], GatewayApp.Build);
            case "bare-lookup":
                var service = Bare(address);
                service.MapPost("/{**any}", (Question question) => new Answer(question.PersonId, true));
                await service.RunAsync();
                return 0;
            default:
                var builder = WebApplication.CreateSlimBuilder();
                builder.Logging.ClearProviders();
                builder.WebHost.UseUrls(address);
                builder.Services.AddReverseProxy().LoadFromMemory(
                    [new RouteConfig { RouteId = "all", ClusterId = "service", Match = new RouteMatch { Path = "{**all}" } }],
                    [new ClusterConfig { ClusterId = "service", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = argument } } }]);
                var proxy = builder.Build();
                proxy.MapReverseProxy();
                await proxy.RunAsync();
                return 0;
        }
    }

    private static WebApplication Bare(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        return builder.Build();
    }

    private static async Task Ratio(string what, string wanted, HttpClient http, (Uri Address, string? Token) ours, (Uri Address, string? Token) theirs)
    {
        var ratios = new List<double>();
        // Three to warm up: until its code is compiled for good, a service is at half its speed.
        for (var round = -2; round <= Rounds; round++)
        {
            var (one, other) = (await PerSecond(http, ours), await PerSecond(http, theirs));
            if (round > 0)
                ratios.Add(one / other);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(round <= 0 ? "warm-up" : "round " + round),-8} {one,8:0}/s   against {other,8:0}/s   ratio {one / other:0.00}"));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26}{ratios[ratios.Count / 2]:0.00} median of {Rounds}; wanted: at least {wanted}"));
    }

    private static async Task<double> PerSecond(HttpClient http, (Uri Address, string? Token) target)
    {
        var body = """{"personId":"5VBK5VR","question":"is-insured","purpose":"life-event","case":"BENCHMARK"}"""u8.ToArray();
        var (count, clock, address) = (0, Stopwatch.StartNew(), new Uri(target.Address, "api/social-protection/lookups"));
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (clock.Elapsed < RoundLength)
            {
                using var answer = await Post(http, address, target.Token, body);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);
                Interlocked.Increment(ref count);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<HttpResponseMessage> Post(HttpClient http, Uri address, string? token, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }

    private static async Task Batch(HttpClient http, Uri address, string token, Postgres postgres)
    {
        var ids = new JsonArray([.. (await Column(postgres, "SELECT id FROM persons TABLESAMPLE SYSTEM (1) LIMIT 20000")).Take(20_000).Select(id => JsonValue.Create(id))]);
        var times = new List<double>();
        for (var round = 0; round < 45; round++)
        {
            var some = new JsonArray([.. ids.Skip(round * 400 % Math.Max(1, ids.Count - 1000)).Take(1000).Select(id => id!.DeepClone())]);
            var body = Encoding.UTF8.GetBytes(new JsonObject { ["personIds"] = some, ["question"] = "years-of-service", ["purpose"] = "life-event", ["case"] = "BENCHMARK" }.ToJsonString());
            var clock = Stopwatch.StartNew();
            using var answer = await Post(http, new Uri(address, "api/social-protection/lookups/batch"), token, body);
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(Stream.Null);
            if (round >= 5)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        Tell("batch of 1,000 persons", times, 0.5, "at most 100 ms at p50");
    }

    /// <summary>One to three words as officers type them, every other time with the date of birth.</summary>
    private static async Task Search(HttpClient http, Uri address, Postgres postgres)
    {
        var people = await Column(postgres, "SELECT name || '|' || father_name || '|' || born FROM persons TABLESAMPLE SYSTEM (1) LIMIT 500");
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", "fund-officer")]);
        using var given = await http.PostAsync(new Uri(address, "identity/demo-token"), form);
        var token = (await given.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        var times = new List<double>();
        for (var i = 0; i < people.Count; i++)
        {
            var (name, father, born) = (people[i].Split('|')[0], people[i].Split('|')[1], people[i].Split('|')[2]);
            var query = (i % 4) switch { 0 => name, 1 => $"{name} {father}", 2 => $"{name.Split(' ')[^1][..4]} {name.Split(' ')[0]}", _ => name.Split(' ')[0] } + (i % 2 == 1 ? $"&born={born}" : "");
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, $"api/social-protection/persons?purpose=inquiry&name={query}")) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            var clock = Stopwatch.StartNew();
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(Stream.Null);
            if (i >= 20)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }

        Tell("name search", times, 0.95, "under 50 ms at p95, over a million persons");
    }

    private static void Tell(string what, List<double> times, double share, string wanted)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-26}p50 {times[times.Count / 2]:0.0} ms, p95 {times[(int)(times.Count * 0.95)]:0.0} ms of {times.Count}; wanted: {wanted} (here {times[(int)(times.Count * share)]:0.0} ms)"));
    }

    private static async Task<string> Token(HttpClient http, Uri address)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "one-stop-system", ["client_secret"] = "demo-only", ["scope"] = "portal" });
        using var answer = await http.PostAsync(new Uri(address, "identity/connect/token"), form);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
    }

    private static async Task<List<string>> Column(Postgres postgres, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(postgres.Connection("social_protection"));
        await connection.OpenAsync();
#pragma warning disable CA2100 // The statements are those above.
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
            values.Add(reader.GetString(0));
        return values;
    }

    private sealed record Question(string PersonId, string? Asked, string Purpose, string Case);

    private sealed record Answer(string PersonId, bool Holds);

    /// <summary>The service, but nobody notes who reads: what the usage log costs is the difference.</summary>
    private sealed class Unlogged : IServiceModule
    {
        private readonly SocialProtectionModule module = new();

        public string Name => module.Name;

        public void AddServices(IHostApplicationBuilder builder)
        {
            module.AddServices(builder);
            builder.Services.AddSingleton<IUsageWriter<SocialProtectionDbContext>, NoUsageWriter>();
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints) => module.MapEndpoints(endpoints);

        private sealed class NoUsageWriter : IUsageWriter<SocialProtectionDbContext>
        {
            public Task Note(params IReadOnlyList<DataUse?> uses) => Task.CompletedTask;
        }
    }

    private sealed class Child : IAsyncDisposable
    {
        private readonly Process process;

        private Child(Process process, Uri address) => (this.process, Address) = (process, address);

        public Uri Address { get; }

        public static async Task<Child> Start(string kind, Postgres postgres, string folder, int persons, string argument)
        {
            var address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{Ports.Free()}/"));
            var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(Lookups).Assembly.Location, kind, address.ToString().TrimEnd('/'), argument]) { WorkingDirectory = AppContext.BaseDirectory };
            // The collector of a service in a process of its own, for all of them.
            foreach (var (name, value) in new Dictionary<string, string>
            {
                ["ConnectionStrings__social-protection"] = postgres.Connection("social_protection"), ["Portal__Country"] = "az", ["Portal__Demo"] = "true", ["Portal__Data"] = folder,
                ["Portal__PublicUrl"] = kind == "service" ? address.ToString() : argument, ["Services__identity"] = kind == "service" ? address.ToString() : argument, ["Logging__LogLevel__Default"] = "Warning",
                ["SocialProtection__GeneratedPersons"] = persons.ToString(CultureInfo.InvariantCulture), ["SocialProtection__GeneratedMonths"] = "0", ["DOTNET_gcServer"] = "1",
            })
                start.Environment[name] = value;
            var process = Process.Start(start)!;
            using var http = new HttpClient();
            while (!process.HasExited)
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(address, "health/ready"));
                    // What stands before the service has nothing to wait for; the gateway would wait for services that are not measured here.
                    if (answer.IsSuccessStatusCode || kind != "service")
                        return new Child(process, address);
                }
                catch (HttpRequestException)
                {
                    // It does not listen yet.
                }

                await Task.Delay(100);
            }

            throw new InvalidOperationException($"{kind} ended before it was ready.");
        }

        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
