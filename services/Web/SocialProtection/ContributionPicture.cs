using System.Globalization;

namespace Portal.Web.SocialProtection;

/// <summary>Where everything stands in the picture of the contributions: a bar for each year, time running the way the language is read.</summary>
public sealed class ContributionPicture
{
    /// <summary>Measures, in the picture's own units.</summary>
    public const int Width = 720, Height = 300;

    private const int Margin = 92, Top = 16, Bottom = 34;

    private const int Lines = 4;

    private static readonly decimal[] RoundSteps = [1, 1.5m, 2, 2.5m, 3, 4, 5, 6, 8, 10];

    /// <summary>Draws the years, those without contributions between them included.</summary>
    public ContributionPicture(IReadOnlyList<ContributionYear> years, bool rightToLeft)
    {
        var (first, last) = (years[0].Year, years[^1].Year);
        var byYear = years.ToDictionary(year => year.Year);
        var step = StepOf(years.Max(year => year.Total) / Lines);
        var room = (double)(Width - Margin) / (last - first + 1);
        var each = Math.Max(1, (int)Math.Ceiling(64 / room));
        Scale = [.. Enumerable.Range(0, Lines + 1).Select(line => (line * step, Text(Y(line * step))))];
        Axis = Text(rightToLeft ? Width - Margin + 8 : Margin - 8);
        (Left, Right) = (Text(rightToLeft ? 0 : Margin), Text(rightToLeft ? Width - Margin : Width));
        Bars = [.. Enumerable.Range(first, last - first + 1).Select((number, index) =>
        {
            var year = byYear.GetValueOrDefault(number) ?? new ContributionYear(number, 0, 0, 0, 0);
            var middle = rightToLeft ? Width - Margin - ((index + 0.5) * room) : Margin + ((index + 0.5) * room);
            var (own, top) = (Y(year.InsuredShare), Y(year.Total));
            return new Bar(year, Text(middle), Text(middle - (room * 0.38)), Text(room * 0.76), Text(own), Text(Y(0) - own), Text(top), Text(own - top), index % each == 0);
        })];

        double Y(decimal amount) => Height - Bottom - ((double)(amount / (step * Lines)) * (Height - Bottom - Top));
    }

    /// <summary>Amounts beside the lines, and their height.</summary>
    public IReadOnlyList<(decimal Amount, string Y)> Scale { get; }

    /// <summary>A bar for each year.</summary>
    public IReadOnlyList<Bar> Bars { get; }

    /// <summary>Where the amounts end.</summary>
    public string Axis { get; }

    /// <summary>Where the lines begin.</summary>
    public string Left { get; }

    /// <summary>Where the lines end.</summary>
    public string Right { get; }

    /// <summary>Where the years are written.</summary>
    public static string YearsAt => Text(Height - 10);

    /// <summary>A round number, so that four steps hold all.</summary>
    private static decimal StepOf(decimal least)
    {
        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)Math.Max(least, 1))));
        return RoundSteps.Select(times => times * power).First(step => step >= least);
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A year's bar: the person's share below, the employers' above.</summary>
    public sealed record Bar(ContributionYear Year, string Middle, string X, string Width, string OwnY, string OwnHeight, string EmployerY, string EmployerHeight, bool IsNamed);
}
