namespace Portal.Web.SocialProtection;

/// <summary>What a pension would be, and how it is worked out.</summary>
public sealed record PensionEstimate(string Scheme, string Currency, DateOnly RetirementDate, DateOnly PensionAgeOn, bool IsEntitled, IReadOnlyList<string> Missing,
    decimal MonthlyPension, IReadOnlyList<PensionLine> Lines, string LegalReference);

/// <summary>A line of the calculation. Its formula names the lines it stands on by their codes.</summary>
public sealed record PensionLine(string Code, IReadOnlyDictionary<string, string> Name, string Unit, decimal Value, string? Formula, string? Source);
