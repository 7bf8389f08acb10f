using CsvHelper;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.CodeLists;

/// <summary>
/// Codes that mean the same in every country, with their names: <c>code-lists.csv</c> of the nomenclature, which travels
/// with the program. Its lists stand in the order in which a form should show them, but for countries and currencies.
/// </summary>
internal sealed class InternationalCodes
{
    private readonly Dictionary<string, List<NamedCode>> lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> countries;

    private InternationalCodes(Dictionary<string, List<NamedCode>> lists) =>
        (this.lists, countries) = (lists, new HashSet<string>(lists.GetValueOrDefault("country", []).Select(country => country.Code), StringComparer.Ordinal));

    /// <summary>A list by its name in the file; empty where the file has none.</summary>
    public IReadOnlyList<NamedCode> this[string list] => lists.GetValueOrDefault(list, []);

    /// <summary>Whether ISO 3166-1 alpha-2 has the country.</summary>
    public bool HasCountry(string code) => countries.Contains(code);

    /// <summary>The name of a code; the code itself where nobody has written its name down.</summary>
    public NamedCode Of(string list, string code) => this[list].FirstOrDefault(named => named.Code == code) ?? new NamedCode(code, new LocalizedText(new Dictionary<string, string> { ["en"] = code }));

    /// <summary>Reads the file; a row without a name in one of its languages is a fault.</summary>
    public static InternationalCodes Read(PackFaults faults)
    {
        const string File = "code-lists.csv";
        var lists = new Dictionary<string, List<NamedCode>>(StringComparer.Ordinal);
        using var csv = CsvReader.FromFile(Path.Combine(AppContext.BaseDirectory, "nomenclature", File), new CsvReaderOptions { CommentPrefix = '#', TrackLineNumbers = true, TrimWhitespace = true });
        csv.ReadHeader();
        string[] languages = [.. csv.Headers.Skip(2)];
        while (csv.Read())
        {
            var names = languages.Select((language, i) => (language, Name: csv.GetString(i + 2))).ToDictionary(name => name.language, name => name.Name, StringComparer.Ordinal);
            if (names.Values.Any(string.IsNullOrEmpty))
                faults.Add(File, csv.LineNumber, "a name is missing");
            if (!lists.TryGetValue(csv.GetString(0), out var list))
                lists[csv.GetString(0)] = list = [];
            list.Add(new NamedCode(csv.GetString(1), new LocalizedText(names)));
        }

        return new InternationalCodes(lists);
    }
}

/// <summary>A code and what it means.</summary>
/// <param name="Code">As requests and answers write it.</param>
/// <param name="Name">In each language, by BCP 47 tag.</param>
public sealed record NamedCode(string Code, LocalizedText Name);
