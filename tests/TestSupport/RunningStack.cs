using System.Diagnostics;
using Npgsql;

namespace Portal.TestSupport;

/// <summary>The full stack that <c>infra/stack up</c> has started: its settings, and the means to pull its plugs.</summary>
public sealed class RunningStack
{
    private readonly Dictionary<string, string> settings;

    private RunningStack(Dictionary<string, string> settings) => this.settings = settings;

    /// <summary>Why tests that need it are skipped where it does not run.</summary>
    public const string Missing = "The full stack does not run here; start it with: Gateway__RateLimit__Enabled=false infra/stack up --replicas customs=2";

    private static string Root
    {
        get
        {
            var root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "Portal.sln")))
                root = Path.GetDirectoryName(root)!;
            return root;
        }
    }

    private static string Folder => Environment.GetEnvironmentVariable("PORTAL_STACK") ?? "/tmp/portal-stack";

    /// <summary>The gateway.</summary>
    public Uri Address => new(settings["Portal__PublicUrl"]);

    /// <summary>The country it serves.</summary>
    public string Country => settings["Portal__Country"];

    /// <summary>Names of its processes, such as <c>customs-1</c>, without the servers.</summary>
    public static IReadOnlyList<string> Processes => [.. File.ReadLines(Path.Combine(Folder, "processes")).Select(line => line.Split(' ')[0])];

    /// <summary>The stack, or null where none runs.</summary>
    public static RunningStack? Find()
    {
        var (file, processes) = (Path.Combine(Folder, "settings"), Path.Combine(Folder, "pids"));
        // What was stopped keeps its settings, but has no processes.
        return File.Exists(file) && Directory.EnumerateFiles(processes).Any() ? new RunningStack(File.ReadLines(file).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)) : null;
    }

    /// <summary>Waits until no other test program uses the stack, and keeps them away until disposed.</summary>
    public static async Task<IDisposable> Alone()
    {
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(500);
            }
        }
    }

    /// <summary>The broker.</summary>
    public Uri Broker => new(Connection("rabbitmq"));

    /// <summary>
    /// Settings with which another portal uses the same servers and meets nobody there: databases and a virtual host of its
    /// own, called after <paramref name="name"/>.
    /// </summary>
    public async Task<Dictionary<string, string?>> Beside(string name, params string[] services)
    {
        await AskBroker(HttpMethod.Delete, $"vhosts/{name}");
        (await AskBroker(HttpMethod.Put, $"vhosts/{name}")).EnsureSuccessStatusCode();
        var beside = new Dictionary<string, string?> { ["ConnectionStrings:rabbitmq"] = new Uri(Broker, name).ToString() };
        foreach (var service in services)
        {
            var database = new NpgsqlConnectionStringBuilder(Connection(service));
            database.Database = $"{database.Database}_{name}";
            await Administer($"DROP DATABASE IF EXISTS {database.Database} WITH (FORCE)");
            await Administer($"CREATE DATABASE {database.Database} OWNER {database.Username}");
            beside[$"ConnectionStrings:{service}"] = database.ToString();
        }

        return beside;
    }

    /// <summary>A connection of PostgreSQL's administrator: the services may not make databases.</summary>
    public static string AsAdministrator(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Username = "portal", Password = File.ReadAllText(Path.Combine(Folder, "password")).Trim() }.ToString();

    /// <summary>Runs a statement as the administrator.</summary>
    public async Task Administer(string sql)
    {
        await using var administration = new NpgsqlConnection(AsAdministrator($"{Database("customs")};Database=postgres"));
        await administration.OpenAsync();
#pragma warning disable CA2100 // The names are the tests' own.
        await using var command = new NpgsqlCommand(sql, administration);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The broker's management interface, which listens on the port behind.</summary>
    private async Task<HttpResponseMessage> AskBroker(HttpMethod method, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"http://{Broker.Host}:{Broker.Port + 1}/api/{path}");
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Broker.UserInfo)));
        return await http.SendAsync(request);
    }

    /// <summary>To a service's database, and never out of a pool: the server may have been killed since a connection was made.</summary>
    public string Database(string service) => $"{Connection(service)};Pooling=false";

    private string Connection(string name) => settings[$"ConnectionStrings__{name}"];

    /// <summary>One more process of a service, with the settings of the others and of the passwords its own, as a child of this one.</summary>
    public Process Start(string project, string address)
    {
        var folder = Path.Combine(Root, "services", project, "bin", "Release", "net10.0");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, $"Portal.{project}.dll"), "--urls", address]) { RedirectStandardOutput = true };
        const string secret = "ConnectionStrings__";
        foreach (var (name, value) in settings.Where(setting => !setting.Key.StartsWith(secret, StringComparison.Ordinal)
            || setting.Key[secret.Length..] is "rabbitmq" || setting.Key[secret.Length..].Replace("-", "", StringComparison.Ordinal).Equals(project, StringComparison.OrdinalIgnoreCase)))
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_CONTENTROOT"] = folder;
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        var process = Process.Start(start)!;
        var log = Path.Combine(Folder, "logs", $"{project}-beside.log");
        process.OutputDataReceived += (_, line) => File.AppendAllText(log, $"{line.Data}\n");
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Runs <c>infra/stack</c> with the arguments, to its end, and returns what it says.</summary>
    public static async Task<string> Control(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Root, "infra", "stack"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"infra/stack {string.Join(' ', arguments)}: {await output}{await error}");
        return await output;
    }
}
