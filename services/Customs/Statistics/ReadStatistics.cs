using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Customs.Declarations;
using Portal.Customs.Risk;
using Portal.Customs.Tariff;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Statistics;

/// <summary>What customs did in a period. Days are legal days, of the country's time zone; days and lanes without anything are left out.</summary>
public sealed record CustomsStatistics
{
    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>National currency of all amounts (ISO 4217).</summary>
    public required string Currency { get; init; }

    /// <summary>Declarations lodged in the period, by lane and present status.</summary>
    public required IReadOnlyList<LaneCount> Declarations { get; init; }

    /// <summary>How many were lodged on each day.</summary>
    public required IReadOnlyList<DayCount> Days { get; init; }

    /// <summary>How long declarations lodged in the period took from lodging to release.</summary>
    public required IReadOnlyList<ReleaseTime> ReleaseTimes { get; init; }

    /// <summary>Duties debited less duties given back, for each day and charge.</summary>
    public required IReadOnlyList<DayRevenue> Revenue { get; init; }

    /// <summary>The ten chapters of the tariff with the greatest customs value among declarations lodged in the period.</summary>
    public required IReadOnlyList<ChapterCount> Chapters { get; init; }
}

/// <summary>Declarations of a lane and status.</summary>
/// <param name="Lane">Absent until assessed.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Count">How many.</param>
public sealed record LaneCount(RiskLane? Lane, DeclarationStatus Status, int Count);

/// <summary>Declarations of a day.</summary>
/// <param name="Day">When they were lodged.</param>
/// <param name="Count">How many.</param>
public sealed record DayCount(DateOnly Day, int Count);

/// <summary>How long a lane takes.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Count">Declarations released.</param>
/// <param name="MedianHours">Half of them took no longer.</param>
/// <param name="NinetiethPercentileHours">Nine in ten took no longer.</param>
public sealed record ReleaseTime(RiskLane Lane, int Count, decimal MedianHours, decimal NinetiethPercentileHours);

/// <summary>What a charge brought on a day.</summary>
/// <param name="Day">When it was debited, or given back.</param>
/// <param name="Charge">Code of the charge.</param>
/// <param name="Amount">National currency; below zero where more was given back.</param>
public sealed record DayRevenue(DateOnly Day, string Charge, decimal Amount);

/// <summary>Declarations of a chapter: that of their goods item of greatest customs value.</summary>
/// <param name="Chapter">Two digits.</param>
/// <param name="Name">In each language; absent where the tariff does not name it.</param>
/// <param name="Count">How many.</param>
/// <param name="CustomsValue">National currency, of all their goods.</param>
public sealed record ChapterCount(string Chapter, LocalizedText? Name, int Count, decimal CustomsValue);

internal static class ReadStatistics
{
    private const int MostDays = 366;
    private const int UsualDays = 30;
    private const int TopChapters = 10;

    public static void Map(RouteGroupBuilder heads) => heads.MapGet("/statistics", Get).WithName("getStatistics").Fails(400, "invalid-request");

    /// <summary>Shows the head what customs did in a period: declarations, time to release, revenue, chapters.</summary>
    /// <param name="from">First day, such as 2026-03-21; without it, the thirty days until the last.</param>
    /// <param name="to">Last day; today unless told. At most 366 days.</param>
    public static async Task<Results<Ok<CustomsStatistics>, Problem>> Get(string? from, string? to, CustomsDbContext db, CountryPack country, TariffBook tariff, TimeProvider clock)
    {
        var faults = new Faults();
        var last = Query.Day("to", to, faults) ?? country.DayOf(clock.GetUtcNow().UtcDateTime);
        var first = Query.Day("from", from, faults) ?? DateOnly.FromDayNumber(Math.Max(0, last.DayNumber - UsualDays + 1));
        faults.Unless(last.DayNumber - first.DayNumber is >= 0 and < MostDays, "to", "out-of-range", $"From 1 to {MostDays} days can be asked for.", 1, MostDays);
        if (faults.Any)
            return Problem.Invalid(faults);

        var lodged = db.Declarations.Where(declaration => declaration.LodgedOn >= first && declaration.LodgedOn <= last);
        return TypedResults.Ok(new CustomsStatistics
        {
            From = first,
            To = last,
            Currency = country.Currency.Code,
            Declarations = await lodged.GroupBy(declaration => new { declaration.Lane, declaration.Status }).OrderBy(group => group.Key.Lane).ThenBy(group => group.Key.Status)
                .Select(group => new LaneCount(group.Key.Lane, group.Key.Status, group.Count())).ToListAsync(),
            Days = await lodged.GroupBy(declaration => declaration.LodgedOn).OrderBy(group => group.Key)
                .Select(group => new DayCount(group.Key, group.Count())).ToListAsync(),
            ReleaseTimes = await ReleaseTimes(db, first, last),
            Revenue = await db.RevenueEntries.Where(entry => entry.Day >= first && entry.Day <= last).GroupBy(entry => new { entry.Day, entry.Charge }).OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Charge)
                .Select(group => new DayRevenue(group.Key.Day, group.Key.Charge, group.Sum(entry => entry.Amount))).ToListAsync(),
            Chapters = await Chapters(lodged, tariff),
        });
    }

    /// <summary>Window functions, because one of the two databases has no percentiles of its own.</summary>
    private static async Task<IReadOnlyList<ReleaseTime>> ReleaseTimes(CustomsDbContext db, DateOnly first, DateOnly last) =>
        [.. (await db.Database.SqlQuery<LaneSeconds>($"""
            SELECT lane, released, MAX(CASE WHEN place = (released + 1) / 2 THEN seconds END) AS median, MAX(CASE WHEN place = (released * 9 + 9) / 10 THEN seconds END) AS ninetieth
            FROM (SELECT lane, seconds_to_release AS seconds, ROW_NUMBER() OVER (PARTITION BY lane ORDER BY seconds_to_release) AS place, COUNT(*) OVER (PARTITION BY lane) AS released
                FROM declarations WHERE lodged_on >= {first} AND lodged_on <= {last} AND seconds_to_release IS NOT NULL) AS placed
            GROUP BY lane, released ORDER BY lane
            """).ToListAsync()).Select(row => new ReleaseTime((RiskLane)row.Lane, (int)row.Released, Hours(row.Median), Hours(row.Ninetieth)))];

    private static async Task<IReadOnlyList<ChapterCount>> Chapters(IQueryable<Declaration> lodged, TariffBook tariff) =>
        [.. (await lodged.Where(declaration => declaration.Chapter != null).GroupBy(declaration => declaration.Chapter!)
                .Select(group => new { Chapter = group.Key, Count = group.Count(), CustomsValue = group.Sum(declaration => declaration.CustomsValue) ?? 0 }).ToListAsync())
            .OrderByDescending(row => row.CustomsValue).Take(TopChapters)
            .Select(row => new ChapterCount(row.Chapter, tariff.Find(row.Chapter)?.Description, row.Count, row.CustomsValue))];

    private static decimal Hours(long seconds) => Math.Round(seconds / 3600m, 2);

    /// <summary>A row of the query.</summary>
    private sealed record LaneSeconds(int Lane, long Released, long Median, long Ninetieth);
}
