namespace Portal.SocialProtection.Register;

/// <summary>Somebody's work for an employer, from the employer's reports.</summary>
public sealed class Employment
{
    /// <summary>Identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The person.</summary>
    public required string PersonId { get; init; }

    /// <summary>The employer.</summary>
    public required string EmployerId { get; init; }

    /// <summary>What the person does, in the employer's words.</summary>
    public string? Occupation { get; set; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; set; }

    /// <summary>Last day; null while it goes on.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Whether it goes on, or went on, on the day.</summary>
    internal bool Covers(DateOnly day) => From <= day && !(Until < day);

    /// <summary>Months in which somebody worked at least a day for anybody, up to and with <paramref name="until"/>.</summary>
    internal static int ServiceMonths(IEnumerable<(DateOnly From, DateOnly? Until)> employments, DateOnly until)
    {
        var (months, counted) = (0, int.MinValue);
        foreach (var (from, end) in employments.Where(employment => employment.From <= until).OrderBy(employment => employment.From))
        {
            var last = NumberOf(end is { } day && day < until ? day : until);
            var first = Math.Max(NumberOf(from), counted + 1);
            if (last >= first)
                (months, counted) = (months + last - first + 1, last);
        }

        return months;

        static int NumberOf(DateOnly day) => (day.Year * 12) + day.Month;
    }
}
