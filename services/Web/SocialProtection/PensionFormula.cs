using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Web.Languages;

namespace Portal.Web.SocialProtection;

/// <summary>Says how a line of a pension comes about: names for the lines' codes, the signs of arithmetic, and numbers as the language writes them.</summary>
public static partial class PensionFormula
{
    /// <summary>The formula in words, such as <c>pension capital ÷ months</c> for <c>capital / spread</c>.</summary>
    public static string InWords(string formula, IReadOnlyList<PensionLine> lines, Words words)
    {
        if (Choice().Match(formula) is { Success: true } choice)
            return words[$"pension.{choice.Groups["of"].Value}", InWords(choice.Groups["one"].Value, lines, words), InWords(choice.Groups["other"].Value, lines, words)];
        return Part().Replace(formula, part => part.Value switch
        {
            "x" => "×",
            "/" => "÷",
            "-" => "−",
            var text when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => words.Number(number),
            var code => lines.FirstOrDefault(line => line.Code == code) is { } line ? words.Name(line.Name) : code,
        });
    }

    [GeneratedRegex(@"^(?<of>min|max)\((?<one>.+), (?<other>.+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Choice();

    [GeneratedRegex(@"[^\s()]+")]
    private static partial Regex Part();
}
