using System.Globalization;
using Portal.Web.Customs;

namespace Portal.Web.Pages.Customs.Head;

/// <summary>What customs did in a period, for its head: each figure as a picture and as a table.</summary>
public sealed class DashboardModel(CodeBook codes, TimeProvider clock) : PortalPage
{
    /// <summary>Lengths of periods to choose from, in days.</summary>
    public static readonly IReadOnlyList<int> Periods = [7, 30, 90, 365];

    private static readonly string[] Lanes = ["red", "yellow", "blue", "green"];

    /// <summary>How many days are shown.</summary>
    public int Days { get; private set; }

    /// <summary>The figures.</summary>
    public Statistics Figures { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public CodeLists Lists { get; private set; } = null!;

    /// <summary>How many were lodged.</summary>
    public int Lodged => Figures.Declarations.Sum(row => row.Count);

    /// <summary>How many of them are not finished.</summary>
    public int Open => Figures.Declarations.Where(row => row.Status is not ("released" or "cleared" or "rejected" or "cancelled")).Sum(row => row.Count);

    /// <summary>Charges with what they brought, the greatest first.</summary>
    public IReadOnlyList<(string Charge, decimal Amount)> Revenue =>
        [.. Figures.Revenue.GroupBy(row => row.Charge).Select(charge => (charge.Key, charge.Sum(row => row.Amount))).OrderByDescending(charge => charge.Item2)];

    /// <summary>How many were lodged in each lane.</summary>
    public Chart LaneChart => Picture("lanes", T["dashboard.lanes"],
        [.. Lanes.Append(null).Select(lane => (Lane: lane, Count: Figures.Declarations.Where(row => row.Lane == lane).Sum(row => row.Count))).Where(lane => lane.Lane is not null || lane.Count > 0)
            .Select(lane => new Bar(T[$"lane.{lane.Lane ?? "none"}"], lane.Count, T.Number(lane.Count), lane.Lane))]);

    /// <summary>How many were lodged on each day, those without any too.</summary>
    public Chart DayChart
    {
        get
        {
            var counts = Figures.Days.ToDictionary(day => day.Day, day => day.Count);
            var bars = Enumerable.Range(Figures.From.DayNumber, Figures.To.DayNumber - Figures.From.DayNumber + 1).Select(DateOnly.FromDayNumber)
                .Select(day => new Bar(T.Date(day), counts.GetValueOrDefault(day), T.Number(counts.GetValueOrDefault(day)))).ToList();
            return new("days", T["dashboard.by-day"], bars, T["dashboard.most", T.Number(bars.Max(bar => bar.Value))]);
        }
    }

    /// <summary>How long each lane takes.</summary>
    public Chart ReleaseChart => Picture("release", T["dashboard.release"],
        [.. Figures.ReleaseTimes.OrderBy(row => Array.IndexOf(Lanes, row.Lane)).Select(row => new Bar($"{T[$"lane.{row.Lane}"]} – {T["dashboard.median"]}", row.MedianHours, T.Number(row.MedianHours, 2), row.Lane))]);

    /// <summary>What each charge brought.</summary>
    public Chart RevenueChart => Picture("revenue", T["dashboard.revenue"],
        [.. Revenue.Select(row => new Bar(T.Name(Lists.Charges, row.Charge), row.Amount, T.Money(row.Amount)))]);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(int? days)
    {
        Days = days is { } asked && Periods.Contains(asked) ? asked : 30;
        var today = Country.DayOf(clock.GetUtcNow().UtcDateTime);
        Lists = await codes.Get();
        Figures = await Agencies.Get<Statistics>(CustomsAuthority.Service, string.Create(CultureInfo.InvariantCulture, $"{CustomsAuthority.Api}/statistics?from={today.AddDays(1 - Days):yyyy-MM-dd}&to={today:yyyy-MM-dd}"));
    }

    private static Chart Picture(string id, string title, IReadOnlyList<Bar> bars) => new(id, title, bars, string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Words}")));
}
