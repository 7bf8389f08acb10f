namespace Portal.ServiceDefaults.Security;

/// <summary>A private key as a file that only its owner may read: made at the first use, kept from then on.</summary>
public static class KeyFile
{
    /// <summary>The PEM text of the file; <paramref name="make"/> makes a key where there is none.</summary>
    public static string Read(string path, Func<string> make)
    {
        if (!File.Exists(path))
            Write(path, make());
        return File.ReadAllText(path);
    }

    /// <summary>Written aside and then moved, so that nobody reads half a key and the first of several replicas wins.</summary>
    private static void Write(string path, string pem)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(draft, pem);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(draft, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
