using System.Reflection;
using System.Text.Json;
using Portal.ServiceDefaults.Hosting;

namespace Portal.Architecture.Tests;

/// <summary>The tree of the repository, and the assemblies built from it.</summary>
internal static class Repository
{
    /// <summary>The pages are an application of their own, and use the services as any client does.</summary>
    private static readonly string[] NotServices = ["Contracts", "ServiceDefaults", "Web", "AllInOne"];

    public static string Root { get; } = FindRoot();

    /// <summary>Folder names of the services, which are also their assembly names behind <c>Portal.</c></summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "services")).Select(folder => Path.GetFileName(folder)).Except(NotServices).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Assembly> ServiceAssemblies { get; } = [.. Services.Select(Load)];

    /// <summary>Everything that ships.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } = [.. ServiceAssemblies, .. NotServices.Append("Gateway").Select(Load)];

    public static IReadOnlyList<IServiceModule> Modules { get; } =
        [.. ServiceAssemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && !type.IsAbstract && typeof(IServiceModule).IsAssignableFrom(type))
            .Select(type => (IServiceModule)Activator.CreateInstance(type)!)];

    /// <summary>Whatever has a database.</summary>
    public static IReadOnlyList<Assembly> WithDatabases { get; } = [.. ServiceAssemblies, Load("Web")];

    /// <summary>Lower-kebab name of a project: route, setting, database.</summary>
    public static string NameOf(Assembly assembly) => JsonNamingPolicy.KebabCaseLower.ConvertName(assembly.GetName().Name!.Split('.')[1]);

    public static Assembly Load(string project) => Assembly.Load($"Portal.{project}");

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>The C# files written by hand under the folders, as path from the root and text.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => (Path: Path.GetRelativePath(Root, file).Replace('\\', '/'), File: file))
        .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
        .Select(file => (file.Path, File.ReadAllText(file.File)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Portal.sln is in no folder above the tests.");
    }
}
