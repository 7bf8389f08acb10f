using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Portal.ServiceDefaults.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Number">1 is the first page.</param>
/// <param name="Size">How many fit on a page.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, int Total);

/// <summary>Which page is wanted.</summary>
public sealed record Paging(int Number, int Size)
{
    /// <summary>The greatest number of a page.</summary>
    public const int MostPages = 100_000;

    /// <summary>Reads <c>page</c> (from 1) and <c>pageSize</c> (1 to 100, 20 unless told).</summary>
    public static Paging Read(string? page, string? pageSize, Faults faults) =>
        new(Query.Whole("page", page, 1, 1, MostPages, faults), Query.Whole("pageSize", pageSize, 20, 1, 100, faults));

    /// <summary>Takes the page from a query that is ordered.</summary>
    public async Task<Page<T>> Take<T>(IQueryable<T> query) =>
        new(await query.Skip((Number - 1) * Size).Take(Size).ToListAsync(), Number, Size, await query.CountAsync());

    /// <summary>Takes the page from a sequence.</summary>
    public Page<T> Take<T>(IEnumerable<T> sequence)
    {
        var all = sequence.ToList();
        return new([.. all.Skip((Number - 1) * Size).Take(Size)], Number, Size, all.Count);
    }
}

/// <summary>Reads query parameters; what cannot be read is a fault with the parameter's name.</summary>
public static class Query
{
    /// <summary>A whole number within bounds.</summary>
    public static int Whole(string name, string? text, int unlessTold, int min, int max, Faults faults)
    {
        if (text is null)
            return unlessTold;
        if (int.TryParse(Digits.Fold(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        faults.AddOutOfRange(name, min, max);
        return unlessTold;
    }

    /// <summary>One of a set of lower-kebab names.</summary>
    public static T? Enum<T>(string name, string? text, Faults faults) where T : struct, Enum
    {
        if (text is null)
            return null;
        foreach (var value in System.Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text)
                return value;
        }

        var known = System.Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName).ToList();
        faults.Add(name, "unknown-value", $"One of {string.Join(", ", known)} is expected.", expected: string.Join(',', known));
        return null;
    }

    /// <summary>A day like 2026-03-21.</summary>
    public static DateOnly? Day(string name, string? text, Faults faults)
    {
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(Digits.Fold(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        faults.Add(name, "bad-format", "A day like 2026-03-21 is expected.", expected: "date");
        return null;
    }
}
