namespace Portal.TestSupport;

/// <summary>Folders for the time of a test run; they go when the test program ends.</summary>
public static class TemporaryFolder
{
    private static readonly DirectoryInfo All = Open();

    /// <summary>A new, empty one.</summary>
    public static string New() => All.CreateSubdirectory(Guid.NewGuid().ToString("N")[..12]).FullName;

    private static DirectoryInfo Open()
    {
        var all = Directory.CreateTempSubdirectory("portal-tests-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            try
            {
                all.Delete(recursive: true);
            }
            catch (IOException)
            {
                // A process that was killed may still write there; what it leaves is not worth a failed run.
            }
        };
        return all;
    }
}
