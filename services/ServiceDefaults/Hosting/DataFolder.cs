using System.Text.Json;

namespace Portal.ServiceDefaults.Hosting;

/// <summary>
/// The folder of the embedded databases. It belongs to one process at a time, one country and one data format;
/// anything else is refused before a byte changes.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>
    /// Raise it with every change of a database model: embedded databases are made anew, not migrated.
    /// A test compares the models with the committed schema and reminds.
    /// </summary>
    public const int Format = 5;

    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Takes the folder for this process; <paramref name="reset"/> empties it first.</summary>
    public static DataFolder Open(string path, string country, bool reset)
    {
        path = System.IO.Path.GetFullPath(path);
        var held = Hold(path);
        try
        {
            if (reset)
                Empty(path);
            Claim(path, country);
            return new DataFolder(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Checks that the folder is this country's, or claims a new one, without taking it from a portal that runs.</summary>
    public static void Check(string path, string country)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        Claim(path, country);
    }

    /// <summary>Lets another process have the folder.</summary>
    public void Dispose() => held.Dispose();

    private static FileStream Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(System.IO.Path.Combine(path, "portal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartupFailure($"The data folder {path} is not writable; choose another with --data DIR.");
        }
        catch (IOException e)
        {
            throw new StartupFailure(File.Exists(System.IO.Path.Combine(path, "portal.lock"))
                ? $"The data folder {path} is in use by another portal; stop it or choose another with --data DIR."
                : $"The data folder {path} cannot be used: {e.Message}");
        }
    }

    private static void Claim(string path, string country)
    {
        var file = System.IO.Path.Combine(path, "portal.json");
        var mine = new Stamp(Format, country);
        if (!File.Exists(file))
        {
            if (Directory.EnumerateFiles(path, "*.db").Any())
                throw new StartupFailure($"The data folder {path} holds databases but no portal.json; use --reset-data to empty it or --data DIR for another.");
            File.WriteAllText(file, JsonSerializer.Serialize(mine));
            return;
        }

        Stamp? found = null;
        try
        {
            found = JsonSerializer.Deserialize<Stamp>(File.ReadAllText(file));
        }
        catch (JsonException)
        {
            // Reported below like any other foreign data.
        }

        if (found != mine)
            throw new StartupFailure(
                $"The data folder {path} holds data of country '{found?.Country}' in format {found?.Format}, this is country '{country}' in format {Format}; "
                + "use --reset-data to begin anew or --data DIR for another folder.");
    }

    private static void Empty(string path)
    {
        foreach (var file in Directory.EnumerateFiles(path, "*.db*").Append(System.IO.Path.Combine(path, "portal.json")))
            File.Delete(file);
        if (Directory.Exists(System.IO.Path.Combine(path, "sealed")))
            Directory.Delete(System.IO.Path.Combine(path, "sealed"), recursive: true);
    }

    private sealed record Stamp(int Format, string Country);
}
