using System.Text.RegularExpressions;

namespace Portal.EndToEnd.Tests;

/// <summary>The texts of the pages: every key is used, every used key is there, in every language, with the same places for values.</summary>
public sealed partial class TextTests
{
    private static readonly string[] Languages = ["en", "az", "fa-AF", "ps-AF"];

    private static readonly string Sources = string.Join('\n', Directory.EnumerateFiles(Repository.Folder("services", "Web"), "*.cs*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml" && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText));

    [Fact]
    public void Every_text_is_there_in_every_language() =>
        Texts.All.SelectMany(text => Languages.Where(language => string.IsNullOrWhiteSpace(text.Value.GetValueOrDefault(language))).Select(language => $"{text.Key}: {language}")).ShouldBeEmpty();

    [Fact]
    public void A_translation_has_the_same_places_for_values() =>
        Texts.All.Where(text => text.Value.Values.Select(Places).Distinct().Count() > 1).Select(text => text.Key).ShouldBeEmpty();

    [Fact]
    public void Texts_in_Arabic_script_are_not_left_in_English() =>
        Texts.All.Where(text => text.Value["en"].Any(char.IsAsciiLetter) && new[] { "fa-AF", "ps-AF" }.Any(language => !text.Value[language].Any(letter => letter is >= '\u0600' and <= '\u06FF') && text.Value[language].Any(char.IsAsciiLetter)))
            .Select(text => text.Key).ShouldBeEmpty();

    /// <summary>A key in the code that ends in a hole, such as <c>status.{...}</c>, uses every key that begins so.</summary>
    [Fact]
    public void Every_text_is_used()
    {
        var exact = Keys().Matches(Sources).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var beginnings = Beginnings().Matches(Sources).Select(match => match.Groups[1].Value).Where(beginning => beginning.Length > 1).ToList();
        Texts.All.Keys.Where(key => !exact.Contains(key) && !(key.EndsWith(".hint", StringComparison.Ordinal) && exact.Contains(key[..^5])) && !beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_that_a_page_says_outright_has_a_text() =>
        Said().Matches(Sources).Select(match => match.Groups[1].Value).Where(key => !Texts.All.ContainsKey(key)).Distinct().ShouldBeEmpty();

    [Fact]
    public void Every_fault_that_customs_documents_has_a_text() =>
        FaultCodes().Matches(File.ReadAllText(Repository.Folder("docs", "fault-codes.md"))).Select(match => $"fault.{match.Groups[1].Value}").Append("fault.not-amendable")
            .Where(key => !Texts.All.ContainsKey(key)).ShouldBeEmpty();

    /// <summary>Whoever asks who read his data reads words; the page looks them up by what services note.</summary>
    [Fact]
    public void Every_action_and_field_that_is_noted_of_a_reading_has_a_text()
    {
        var services = string.Join('\n', new[] { "Customs", "SocialProtection", "ServiceDefaults" }
            .SelectMany(service => Directory.EnumerateFiles(Repository.Folder("services", service), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var actions = NotedActions().Matches(services).Select(match => $"usage.action.{match.Groups[1].Value}").Distinct().ToList();
        var fields = NotedFields().Matches(services).SelectMany(match => match.Groups[1].Value.Split(',')).Select(field => $"usage.field.{field}").Distinct().ToList();
        actions.Count.ShouldBeGreaterThan(9);
        fields.Count.ShouldBeGreaterThan(15);
        actions.Concat(fields).Where(key => Languages.Any(language => string.IsNullOrWhiteSpace(Texts.All.GetValueOrDefault(key)?.GetValueOrDefault(language)))).ShouldBeEmpty();
    }

    private static string Places(string text) => string.Join(' ', Holes().Matches(text).Select(hole => hole.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("\"([a-z][a-z0-9-]*(?:\\.[A-Za-z0-9-]+)*)\"")]
    private static partial Regex Keys();

    [GeneratedRegex("\\$\"([a-z][a-z0-9-]*\\.(?:[a-z0-9-]+\\.)*)\\{")]
    private static partial Regex Beginnings();

    [GeneratedRegex("\\bT(?:\\.Html\\(|\\[)\"([^\"{]+)\"")]
    private static partial Regex Said();

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex FaultCodes();

    [GeneratedRegex("(?:\\b(?:Sees|Seen|Note)\\((?:[^\"=;{]|=>)*|\\bAction = )\"([a-z][a-z-]*)\"")]
    private static partial Regex NotedActions();

    [GeneratedRegex("(?:\\b[Ff]ields = |@case, |\\b(?:Sees|Seen)\\((?:[^\"=;{]|=>)*\"[a-z-]+\",[^;{]*?(?=\"[A-Za-z,-]+\"\\)))\"([A-Za-z][A-Za-z,-]*)\"")]
    private static partial Regex NotedFields();

    [GeneratedRegex("\\{[a-zA-Z0-9]+\\}")]
    private static partial Regex Holes();
}
