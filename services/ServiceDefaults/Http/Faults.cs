using System.Globalization;

namespace Portal.ServiceDefaults.Http;

/// <summary>One fault of a request.</summary>
/// <param name="Pointer">RFC 6901 JSON pointer into the body, or the name of a query parameter or form field.</param>
/// <param name="Code">Stable, lower-kebab.</param>
/// <param name="Detail">In English, for the developer of the client.</param>
/// <param name="Min">The least that is allowed: a number, or how many.</param>
/// <param name="Max">The most that is allowed: a number, how many, or how many characters or decimals.</param>
/// <param name="Expected">What would be right: a value, several with commas between, or the name of a form.</param>
public sealed record Fault(string Pointer, string Code, string Detail, decimal? Min = null, decimal? Max = null, string? Expected = null);

/// <summary>Collects every fault of a request, so that its sender can mend all of them at once.</summary>
public sealed class Faults
{
    private const int MostListed = 200;

    private readonly List<Fault> faults = [];

    /// <summary>The faults found so far, the first two hundred of them.</summary>
    public IReadOnlyList<Fault> All => faults;

    /// <summary>Whether there is any.</summary>
    public bool Any => faults.Count > 0;

    /// <summary>Notes a fault. A place that is already at fault is not judged again.</summary>
    public void Add(string pointer, string code, string detail, decimal? min = null, decimal? max = null, string? expected = null)
    {
        if (faults.Count < MostListed && !Has(pointer))
            faults.Add(new Fault(pointer, code, detail, min, max, expected));
    }

    /// <summary>Notes a fault unless <paramref name="holds"/>.</summary>
    public void Unless(bool holds, string pointer, string code, string detail, decimal? min = null, decimal? max = null, string? expected = null)
    {
        if (!holds)
            Add(pointer, code, detail, min, max, expected);
    }

    /// <summary>Notes that a whole number within bounds is expected.</summary>
    public void AddOutOfRange(string pointer, int min, int max) =>
        Add(pointer, "out-of-range", string.Create(CultureInfo.InvariantCulture, $"A whole number from {min} to {max} is expected."), min, max);

    /// <summary>Whether the place, or one it lies in, is already at fault.</summary>
    public bool Has(string pointer) =>
        faults.Any(fault => fault.Pointer == pointer || pointer.StartsWith(fault.Pointer + "/", StringComparison.Ordinal));
}
