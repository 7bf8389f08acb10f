using Npgsql;

namespace Portal.Benchmarks;

/// <summary>The servers that <c>infra/stack up</c> runs, by the settings file it leaves.</summary>
internal static class Stack
{
    public static string Folder => Environment.GetEnvironmentVariable("PORTAL_STACK") ?? "/tmp/portal-stack";

    /// <summary>Settings by name; null when there is no stack.</summary>
    public static IReadOnlyDictionary<string, string>? Settings()
    {
        var file = Path.Combine(Folder, "settings");
        return File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0].Replace("__", ":", StringComparison.Ordinal), pair => pair[1], StringComparer.Ordinal)
            : null;
    }

    /// <summary>A database beside those of the services; only the administrator may make it.</summary>
    public static string Database(IReadOnlyDictionary<string, string> settings, string name) => new NpgsqlConnectionStringBuilder(settings["ConnectionStrings:customs"])
    {
        Database = name, Username = "portal", Password = File.ReadAllText(Path.Combine(Folder, "password")).Trim(),
    }.ToString();
}
