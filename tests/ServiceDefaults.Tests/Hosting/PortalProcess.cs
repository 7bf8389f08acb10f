using System.Diagnostics;
using System.Text;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>The program as its users run it: <c>dotnet Portal.AllInOne.dll</c> in a process of its own.</summary>
internal sealed class PortalProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    private PortalProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Note(output, line.Data);
        process.ErrorDataReceived += (_, line) => Note(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => Text(output);

    public string Error => Text(error);

    public bool HasExited => process.HasExited;

    public static string NewFolder() => TemporaryFolder.New();

    public static PortalProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.AllInOne.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Gateway__RateLimit__Enabled"] = "false";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new PortalProcess(new Process { StartInfo = start });
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        using var portal = Start(arguments, environment);
        using var patience = new CancellationTokenSource(Patience);
        await portal.process.WaitForExitAsync(patience.Token);
        return (portal.process.ExitCode, portal.Output, portal.Error);
    }

    /// <summary>Waits until the portal says it is ready.</summary>
    public async Task UntilReady(HttpClient client)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            if (HasExited)
                throw new InvalidOperationException($"The portal ended with code {process.ExitCode}: {Error} {Output}");
            try
            {
                using var answer = await client.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"The portal was not ready after {Patience}: {Error} {Output}");
    }

    /// <summary>As a power cut would: no signal is handled, nothing is finished.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static void Note(StringBuilder text, string? line)
    {
        lock (text)
            text.Append(line is null ? "" : line + "\n");
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
