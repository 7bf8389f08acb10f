using Portal.ServiceDefaults.CountryPacks;

namespace Portal.SocialProtection.Rules;

/// <summary>Limits of the law, whichever benefit it is, from the country pack.</summary>
public sealed record Limits
{
    /// <summary>No report is taken of a month before it, and no benefit begins before it.</summary>
    public required DateOnly RecordsFrom { get; init; }

    /// <summary>A benefit begins, or is ended by an officer, at most so many months after the day of that decision.</summary>
    public required int MonthsAhead { get; init; }

    /// <summary>An applicant is given at most so many days for documents.</summary>
    public required int DaysForDocuments { get; init; }

    /// <summary>A consent holds for at most so many months.</summary>
    public required int ConsentMonths { get; init; }

    /// <summary>A certificate of insured status is valid for so many months.</summary>
    public required int CertificateMonths { get; init; }

    /// <summary>How many degrees of disability there are; 1 is the most severe.</summary>
    public required int DegreesOfDisability { get; init; }

    internal static Limits Read(PackNode node) => new()
    {
        RecordsFrom = node.Date("recordsFrom"),
        MonthsAhead = (int)node.Number("monthsAhead", 0, 1200),
        DaysForDocuments = (int)node.Number("daysForDocuments", 1, 3660),
        ConsentMonths = (int)node.Number("consentMonths", 1, 1200),
        CertificateMonths = (int)node.Number("certificateMonths", 1, 1200),
        DegreesOfDisability = (int)node.Number("degreesOfDisability", 1, 100),
    };
}
