using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Benchmarks;

/// <summary>The published portal as a process of its own.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly Process process;

    private PortalProcess(Process process, Uri address, TimeSpan readyAfter) => (this.process, Address, ReadyAfter) = (process, address, readyAfter);

    public Uri Address { get; }

    /// <summary>From the start of the process to the first 200 of <c>/health/ready</c>.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Resident memory in MiB, as the operating system counts it.</summary>
    public long ResidentMiB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    public static async Task<PortalProcess> Start(string program, string folder)
    {
        var address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{Ports.Free()}/"));
        var start = new ProcessStartInfo(program, ["--data", folder, "--urls", address.ToString().TrimEnd('/')]) { RedirectStandardOutput = true };
        start.Environment["Gateway__RateLimit__Enabled"] = "false";
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReady(http))
            await Task.Delay(5);
        return new PortalProcess(process, address, clock.Elapsed);
    }

    /// <summary>One declaration from lodging to clearance.</summary>
    public async Task RunOneFlow()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", "trader")]);
        using var token = await http.PostAsync(new Uri("identity/demo-token", UriKind.Relative), form);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await token.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>());

        var declaration = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(process.MainModule!.FileName)!, "countries", "az", "examples", "customs", "lodgeDeclaration.json")))!;
        declaration["functionalReferenceId"] = Guid.NewGuid().ToString("N")[..20];
        using var lodged = await http.PostAsJsonAsync(new Uri("api/customs/declarations", UriKind.Relative), declaration);
        var location = lodged.EnsureSuccessStatusCode().Headers.Location!;
        while ((await http.GetFromJsonAsync<JsonObject>(location))!["status"]!.GetValue<string>() != "cleared")
            await Task.Delay(20);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
