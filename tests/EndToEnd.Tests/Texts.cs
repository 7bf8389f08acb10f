using YamlDotNet.Serialization;

namespace Portal.EndToEnd.Tests;

/// <summary>The texts of the pages, as the translators' files have them.</summary>
internal static class Texts
{
    /// <summary>Languages by the first segment of a page's address.</summary>
    public static readonly IReadOnlyDictionary<string, string> Tags = new Dictionary<string, string> { ["en"] = "en", ["az"] = "az", ["fa"] = "fa-AF", ["ps"] = "ps-AF" };

    /// <summary>Key, language, text.</summary>
    public static readonly IReadOnlyDictionary<string, Dictionary<string, string>> All = Directory.EnumerateFiles(Repository.Folder("services", "Web", "Texts"), "*.yaml")
        .SelectMany(file => new DeserializerBuilder().Build().Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(file))).ToDictionary(StringComparer.Ordinal);

    /// <summary>The text of a key in the language of a path.</summary>
    public static string In(string language, string key) => All[key][Tags[language]];

    /// <summary>A number as the language's own keyboard types it.</summary>
    public static string Typed(string language, string number) => language switch
    {
        "az" => number.Replace('.', ','),
        "fa" or "ps" => string.Concat(number.Select(sign => char.IsAsciiDigit(sign) ? (char)(sign - '0' + '۰') : sign == '.' ? '٫' : sign)),
        _ => number,
    };
}
