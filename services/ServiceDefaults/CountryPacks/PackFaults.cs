using System.Globalization;

namespace Portal.ServiceDefaults.CountryPacks;

/// <summary>Collects every fault of a country pack, so that its author sees all of them at once.</summary>
public sealed class PackFaults
{
    private readonly List<string> faults = [];

    /// <summary>The faults found so far, each as <c>file:line: reason</c>.</summary>
    public IReadOnlyList<string> All => faults;

    /// <summary>Notes a fault at a line of a file.</summary>
    public void Add(string file, long line, string reason) =>
        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: {reason}"));
}
