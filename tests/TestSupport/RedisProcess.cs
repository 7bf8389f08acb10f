using System.Diagnostics;
using System.Net.Sockets;

namespace Portal.TestSupport;

/// <summary>A Redis of the test's own.</summary>
public sealed class RedisProcess : IDisposable
{
    /// <summary>Why tests that need it are skipped where it is not.</summary>
    public const string Missing = "redis-server is not installed.";

    private readonly int port = Ports.Free();
    private Process? process;

    /// <summary>Whether it can be started here.</summary>
    public static bool IsInstalled => File.Exists("/usr/bin/redis-server");

    /// <summary>Connection string.</summary>
    public string Connection => $"127.0.0.1:{port}";

    /// <summary>Starts it, empty.</summary>
    public async Task Start(params string[] arguments)
    {
        process = Process.Start(new ProcessStartInfo("/usr/bin/redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", Path.GetTempPath(), .. arguments]) { RedirectStandardOutput = true })!;
        process.BeginOutputReadLine();
        for (var patience = 0; patience < 200; patience++)
        {
            try
            {
                using var probe = new TcpClient("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException("Redis did not start.");
    }

    /// <summary>As a power cut would.</summary>
    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>Lives, holds its connections and answers nothing; or goes on.</summary>
    public void Hang(bool hang) => Process.Start("kill", [hang ? "-STOP" : "-CONT", $"{process!.Id}"])!.WaitForExit();

    /// <inheritdoc />
    public void Dispose()
    {
        if (process is not null)
            Kill();
    }
}
