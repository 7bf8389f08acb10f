using YamlDotNet.Serialization;

namespace Portal.Web.Languages;

/// <summary>
/// Every text of the pages, from <c>Texts/*.yaml</c>: a key, and under it the text in each language. A translator edits
/// these files with any editor and starts the program again.
/// </summary>
public sealed class TextBook
{
    private readonly Lazy<Dictionary<string, Dictionary<string, string>>> texts;

    /// <summary>Reads the folder when the first text is wanted, or in the background before that.</summary>
    public TextBook(string folder)
    {
        texts = new(() => Read(folder));
        _ = Task.Run(() => texts.Value);
    }

    /// <summary>The text, or null where the key is not known.</summary>
    public string? Find(string key, Language language) => texts.Value.TryGetValue(key, out var text) ? text.GetValueOrDefault(language.Tag) ?? text.GetValueOrDefault("en") : null;

    /// <summary>The texts of a folder by key and language.</summary>
    internal static Dictionary<string, Dictionary<string, string>> Read(string folder)
    {
        var yaml = new DeserializerBuilder().Build();
        var all = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            using var reader = File.OpenText(file);
            foreach (var (key, text) in yaml.Deserialize<Dictionary<string, Dictionary<string, string>>>(reader))
                all.Add(key, text);
        }

        return all;
    }
}
