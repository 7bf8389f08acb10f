namespace Portal.Web.Customs;

/// <summary>What customs did in a period, as it tells its head.</summary>
public sealed record Statistics(DateOnly From, DateOnly To, string Currency, IReadOnlyList<LaneCount> Declarations, IReadOnlyList<DayCount> Days, IReadOnlyList<ReleaseTime> ReleaseTimes,
    IReadOnlyList<DayRevenue> Revenue, IReadOnlyList<ChapterCount> Chapters);

/// <summary>Declarations of a lane and status.</summary>
public sealed record LaneCount(string? Lane, string Status, int Count);

/// <summary>Declarations lodged on a day.</summary>
public sealed record DayCount(DateOnly Day, int Count);

/// <summary>How long a lane takes to release.</summary>
public sealed record ReleaseTime(string Lane, int Count, decimal MedianHours, decimal NinetiethPercentileHours);

/// <summary>What a charge brought on a day.</summary>
public sealed record DayRevenue(DateOnly Day, string Charge, decimal Amount);

/// <summary>Declarations of a chapter of the tariff.</summary>
public sealed record ChapterCount(string Chapter, IReadOnlyDictionary<string, string>? Name, int Count, decimal CustomsValue);
