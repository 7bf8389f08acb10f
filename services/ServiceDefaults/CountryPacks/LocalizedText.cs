using System.Collections.ObjectModel;

namespace Portal.ServiceDefaults.CountryPacks;

/// <summary>A text in several languages, keyed by BCP 47 tag (<c>en</c>, <c>az</c>, <c>fa-AF</c>, <c>ps-AF</c>).</summary>
public sealed class LocalizedText(IDictionary<string, string> texts) : ReadOnlyDictionary<string, string>(texts)
{
    /// <summary>The text in <paramref name="language"/>, in English where it is missing.</summary>
    public string In(string language) =>
        TryGetValue(language, out var text) || TryGetValue("en", out text) ? text : Values.FirstOrDefault() ?? "";
}
