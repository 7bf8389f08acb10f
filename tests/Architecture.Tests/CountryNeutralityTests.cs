using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests;

/// <summary>Everything national is data of a country pack; the code holds no country.</summary>
public sealed partial class CountryNeutralityTests
{
    /// <summary>File, what it may name, and why.</summary>
    private static readonly (string File, string Names, string Why)[] Allowed =
    [
        ("services/ServiceDefaults/CountryPacks/Countries.cs", "az", "the country of a service that was told none"),
        ("services/AllInOne/Program.cs", "az af", "examples in the help of the command line"),
        ("services/Web/Languages/Language.cs", "az fa-AF ps-AF Azərb", "languages of the pages, with their own names"),
    ];

    [Fact]
    public void No_text_in_the_code_names_a_country_its_money_its_places_or_its_numbers() =>
        National().Where(found => !Allowed.Any(one => one.File == found.File && one.Names.Split(' ').Contains(found.Name))).ShouldBeEmpty();

    [Fact]
    public void Every_exception_to_that_is_still_needed() =>
        Allowed.SelectMany(one => one.Names.Split(' ').Select(name => (one.File, Name: name))).Except(National()).ShouldBeEmpty();

    private static IEnumerable<(string File, string Name)> National() => Repository.Sources("services", "gateway")
        .SelectMany(source => Literals().Matches(Comments().Replace(source.Text, ""))
            .SelectMany(literal => Names().Matches(literal.Value)).Select(name => (source.Path, name.Value)))
        .Distinct();

    [GeneratedRegex("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", RegexOptions.Singleline)]
    private static partial Regex Literals();

    [GeneratedRegex("^\\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex("\\b(?:fa-AF|ps-AF|az|af|AZ|AF|AZN|AFN|VÖEN|TIN|FIN)\\b|Azerb|Azərb|Afgh|Baku|Bakı|Kabul|Solar Hijri|Nowruz")]
    private static partial Regex Names();
}
