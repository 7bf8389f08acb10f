namespace Portal.EndToEnd.Tests;

/// <summary>The files that the program under test was built from.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string Folder(params string[] path) => Path.Combine([Root, .. path]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Portal.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
