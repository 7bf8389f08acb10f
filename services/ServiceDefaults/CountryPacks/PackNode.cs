using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Portal.ServiceDefaults.CountryPacks;

/// <summary>
/// A place in a pack file. Every reading method notes what is wrong, with its line, and returns a harmless value,
/// so that one pass finds all faults. Keys nobody asked for are faults too: they are mostly misspelt.
/// </summary>
public sealed class PackNode
{
    private readonly string file;
    private readonly YamlNode node;
    private readonly PackFaults faults;
    private readonly IReadOnlyList<string> languages;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<PackNode> children = [];

    private PackNode(string file, YamlNode node, PackFaults faults, IReadOnlyList<string> languages) =>
        (this.file, this.node, this.faults, this.languages) = (file, node, faults, languages);

    /// <summary>Opens a pack file, reads it with <paramref name="read"/> and notes all its faults.</summary>
    public static T? ReadFile<T>(string path, PackFaults faults, IReadOnlyList<string> languages, Func<PackNode, T> read)
        where T : class
    {
        var shown = Path.Combine(Path.GetFileName(Path.GetDirectoryName(path)) ?? "", Path.GetFileName(path));
        try
        {
            using var reader = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(reader);
            if (stream.Documents.Count != 1)
                throw new YamlException("the file must hold one YAML document");

            var root = new PackNode(shown, stream.Documents[0].RootNode, faults, languages);
            var value = read(root);
            root.ReportKeysNobodyAskedFor();
            return value;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            faults.Add(shown, 1, "the file is missing");
        }
        catch (YamlException e)
        {
            faults.Add(shown, e.Start.Line, e.InnerException?.Message ?? e.Message);
        }

        return null;
    }

    /// <summary>Notes a fault at this place.</summary>
    public void Fault(string reason) => faults.Add(file, node.Start.Line, reason);

    /// <summary>Notes a fault at the value of a key.</summary>
    public void Fault(string key, string reason) => (Find(key) ?? this).Fault($"{key}: {reason}");

    /// <summary>A required text.</summary>
    public string Text(string key, string? pattern = null)
    {
        var text = OptionalText(key, pattern);
        if (text is null)
            Fault($"{key} is missing");
        return text ?? "";
    }

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(string key, string? pattern = null)
    {
        if (Find(key) is not { } child)
            return null;
        var text = child.Scalar();
        if (pattern is not null && text is not null && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant))
            child.Fault($"{key}: '{text}' does not match {pattern}");
        return text;
    }

    /// <summary>A required value of an enumeration, written in lower-kebab.</summary>
    public T Enum<T>(string key) where T : struct, Enum
    {
        var text = Text(key);
        foreach (var value in System.Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == text)
                return value;
        }

        if (text.Length > 0)
            Fault(key, $"'{text}' is none of {string.Join(", ", System.Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}");
        return default;
    }

    /// <summary>A required number between the bounds.</summary>
    public decimal Number(string key, decimal min = 0, decimal max = decimal.MaxValue)
    {
        var number = OptionalNumber(key, min, max);
        if (number is null && !Has(key))
            Fault($"{key} is missing");
        return number ?? min;
    }

    /// <summary>A number between the bounds that may be absent.</summary>
    public decimal? OptionalNumber(string key, decimal min = 0, decimal max = decimal.MaxValue)
    {
        if (Find(key) is not { } child)
            return null;
        if (decimal.TryParse(child.Scalar(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        child.Fault(string.Create(CultureInfo.InvariantCulture, $"{key}: a number from {min} to {max} is expected"));
        return null;
    }

    /// <summary>A required date, written <c>2026-03-21</c>.</summary>
    public DateOnly Date(string key)
    {
        if (DateOnly.TryParseExact(Text(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (Has(key))
            Fault(key, "a date like 2026-03-21 is expected");
        return default;
    }

    /// <summary>A text in every language of the pack.</summary>
    public LocalizedText Localized(string key)
    {
        if (Find(key) is not { } child)
        {
            Fault($"{key} is missing");
            return new LocalizedText(new Dictionary<string, string>());
        }

        var texts = child.Keys().ToDictionary(language => language, language => child.Text(language), StringComparer.Ordinal);
        foreach (var missing in languages.Where(language => !texts.ContainsKey(language)))
            child.Fault($"{key}: no text in {missing}");
        return new LocalizedText(texts);
    }

    /// <summary>A list of texts; absent means empty.</summary>
    public IReadOnlyList<string> Texts(string key) => List(key, item => item.Scalar() ?? "");

    /// <summary>A list of things; absent means empty.</summary>
    public IReadOnlyList<T> List<T>(string key, Func<PackNode, T> read)
    {
        if (Find(key) is not { } child)
            return [];
        if (child.node is YamlSequenceNode sequence)
            return [.. sequence.Select(item => read(child.Adopt(item)))];
        child.Fault($"{key}: a list is expected");
        return [];
    }

    /// <summary>A list of things with unique keys.</summary>
    public IReadOnlyDictionary<string, T> Table<T>(string key, Func<T, string> by, Func<PackNode, T> read)
    {
        var table = new Dictionary<string, T>(StringComparer.Ordinal);
        List(key, item =>
        {
            var value = read(item);
            if (!table.TryAdd(by(value), value))
                item.Fault($"{key}: '{by(value)}' stands twice");
            return value;
        });
        return table;
    }

    /// <summary>A mapping from keys to things; absent means empty.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(string key, Func<PackNode, T> read) =>
        Find(key) is { } child ? child.Keys().ToDictionary(name => name, name => read(child.Find(name)!), StringComparer.Ordinal) : new Dictionary<string, T>();

    /// <summary>A required nested mapping.</summary>
    public T Section<T>(string key, Func<PackNode, T> read)
    {
        if (Find(key) is { } child)
            return read(child);
        Fault($"{key} is missing");
        return read(Adopt(new YamlMappingNode()));
    }

    /// <summary>A nested mapping that may be absent.</summary>
    public T? OptionalSection<T>(string key, Func<PackNode, T> read) where T : class => Find(key) is { } child ? read(child) : null;

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key) => Find(key) is not null;

    private IEnumerable<string> Keys() =>
        node is YamlMappingNode mapping ? mapping.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!) : [];

    private string? Scalar()
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } value })
            return value;
        Fault("a plain value is expected");
        return null;
    }

    private PackNode? Find(string key)
    {
        asked.Add(key);
        return node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value)
            ? children.FirstOrDefault(child => child.node == value) ?? Adopt(value)
            : null;
    }

    private PackNode Adopt(YamlNode value)
    {
        var child = new PackNode(file, value, faults, languages);
        children.Add(child);
        return child;
    }

    private void ReportKeysNobodyAskedFor()
    {
        if (node is YamlMappingNode mapping && children.Count + asked.Count > 0)
        {
            foreach (var key in mapping.Children.Keys.OfType<YamlScalarNode>().Where(key => !asked.Contains(key.Value!)))
                faults.Add(file, key.Start.Line, $"{key.Value} is not known here");
        }

        children.ForEach(child => child.ReportKeysNobodyAskedFor());
    }
}
