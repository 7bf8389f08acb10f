using System.Diagnostics;
using System.Globalization;
using Portal.TestSupport;
using Yarp.ReverseProxy.Configuration;

namespace Portal.Benchmarks;

/// <summary>A tariff line through the gateway, against a bare Kestrel JSON endpoint of the same size behind a bare YARP, in turn.</summary>
internal static class GatewayRatio
{
    private const int Connections = 32;
    private const int Rounds = 5;
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(4);

    public static async Task Measure(string program)
    {
        var folder = TemporaryFolder.New();
        await using (var portal = await PortalProcess.Start(program, folder))
        {
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
            var line = new Uri(portal.Address, "api/customs/tariff/090240");
            var json = Path.Combine(folder, "line.json");
            await File.WriteAllBytesAsync(json, await http.GetByteArrayAsync(line));
            using var bare = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(GatewayRatio).Assembly.Location, "bare", json]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
            var bareLine = new Uri((await bare.StandardOutput.ReadLineAsync())!);
            var ratios = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                var ours = await RequestsPerSecond(http, line);
                var theirs = await RequestsPerSecond(http, bareLine);
                // The first round warms up.
                if (round > 0)
                    ratios.Add(ours / theirs);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(round == 0 ? "warm-up" : "round " + round),-8} portal {ours,8:0}/s   bare {theirs,8:0}/s   ratio {ours / theirs:0.00}"));
            }

            bare.Kill();
            ratios.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tariff line, ratio        {ratios[ratios.Count / 2]:0.00} median of {Rounds}; wanted: at least 0.6"));
        }
    }

    /// <summary>Serves <paramref name="json"/> through a bare proxy, in a process of its own like the portal, until it is killed.</summary>
    public static async Task RunBare(byte[] json)
    {
        var backend = WebApplication.CreateSlimBuilder();
        var address = FormattableString.Invariant($"http://127.0.0.1:{Ports.Free()}");
        backend.Logging.ClearProviders();
        backend.WebHost.UseUrls(address);
        var service = backend.Build();
        var line = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object>>(json)!;
        service.MapGet("/", () => line);
        await service.StartAsync();

        var front = WebApplication.CreateSlimBuilder();
        front.Logging.ClearProviders();
        front.WebHost.UseUrls(FormattableString.Invariant($"http://127.0.0.1:{Ports.Free()}"));
        front.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "service", Match = new RouteMatch { Path = "{**all}" } }],
            [new ClusterConfig { ClusterId = "service", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = address } } }]);
        var proxy = front.Build();
        proxy.MapReverseProxy();
        await proxy.StartAsync();
        Console.WriteLine(proxy.Urls.First());
        await proxy.WaitForShutdownAsync();
    }

    private static async Task<double> RequestsPerSecond(HttpClient http, Uri address)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (clock.Elapsed < RoundLength)
            {
                using var answer = await http.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);
                Interlocked.Increment(ref count);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }
}
