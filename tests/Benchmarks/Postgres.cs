using System.Diagnostics;
using Portal.TestSupport;

namespace Portal.Benchmarks;

/// <summary>A PostgreSQL server of its own, from Debian's package, gone with the measurement.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string folder;
    private readonly string bin;
    private readonly int port = Ports.Free();

    private Postgres(string folder, string bin) => (this.folder, this.bin) = (folder, bin);

    public static async Task<Postgres?> Start()
    {
        if (!Directory.Exists("/usr/lib/postgresql"))
            return null;
        var server = new Postgres(Directory.CreateTempSubdirectory("portal-postgres-").FullName, Path.Combine(Directory.GetDirectories("/usr/lib/postgresql").Max()!, "bin"));
        if (Environment.UserName == "root")
            await Run("chown", "postgres", server.folder);
        await server.Do("initdb", "-D", $"{server.folder}/data", "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await server.Do("pg_ctl", "-w", "-D", $"{server.folder}/data", "-l", $"{server.folder}/log", "-o",
            FormattableString.Invariant($"-p {server.port} -k {server.folder} -c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c max_wal_size=4GB"), "start");
        return server;
    }

    /// <summary>For a service's database; it is made at the first start.</summary>
    public string Connection(string database) => FormattableString.Invariant($"Host=127.0.0.1;Port={port};Database={database};Username=portal;Maximum Pool Size=40");

    public async ValueTask DisposeAsync()
    {
        await Do("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "stop");
        await Run("rm", "-rf", folder);
    }

    private Task Do(string program, params string[] arguments) => Environment.UserName == "root"
        ? Run("runuser", ["-u", "postgres", "--", Path.Combine(bin, program), .. arguments])
        : Run(Path.Combine(bin, program), arguments);

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        // The server keeps what pg_ctl hands it; so nobody waits for the end of the output.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
