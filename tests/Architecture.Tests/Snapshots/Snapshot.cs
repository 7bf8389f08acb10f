namespace Portal.Architecture.Tests.Snapshots;

/// <summary>A contract as a committed file under <c>docs/contracts</c>: it changes only when somebody means it to.</summary>
internal static class Snapshot
{
    private const int Around = 3;

    public static bool Updating => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static string FileOf(string name) => Path.Combine(Repository.Root, "docs", "contracts", name);

    /// <summary>The committed text, or null.</summary>
    public static string? Read(string name) => File.Exists(FileOf(name)) ? Normal(File.ReadAllText(FileOf(name))) : null;

    /// <summary>Fails with the first difference; with <c>UPDATE_SNAPSHOTS=1</c> writes the new text instead.</summary>
    public static void Match(string name, string actual)
    {
        actual = Normal(actual);
        if (Updating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FileOf(name))!);
            File.WriteAllText(FileOf(name), actual);
            return;
        }

        if (Read(name) is not { } expected)
            Assert.Fail($"docs/contracts/{name} is missing. {Advice}");
        else if (expected != actual)
            Assert.Fail($"docs/contracts/{name} is not what the code says.\n{Difference(expected.Split('\n'), actual.Split('\n'))}\n{Advice}");
    }

    private const string Advice = "If the change is meant, and nobody who relies on the contract is broken by it, run the tests with UPDATE_SNAPSHOTS=1 and commit the file.";

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    /// <summary>From the first line that differs to the last, each side with a little of what stands around it.</summary>
    private static string Difference(string[] expected, string[] actual)
    {
        var first = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        var last = expected.Reverse().Zip(actual.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        last = Math.Min(last, Math.Min(expected.Length, actual.Length) - first);
        var from = Math.Max(0, first - Around);
        return $"From line {first + 1}:\n" + string.Join('\n',
        [
            .. expected[from..first].Select(line => $"   {line}"),
            .. expected[first..(expected.Length - last)].Take(20).Select(line => $" - {line}"),
            .. actual[first..(actual.Length - last)].Take(20).Select(line => $" + {line}"),
            .. expected[(expected.Length - last)..].Take(Around).Select(line => $"   {line}"),
        ]);
    }
}
