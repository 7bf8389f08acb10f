using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.SocialProtection;

/// <summary>A person in the fund's register, as the fund tells it to that person or to an officer.</summary>
public sealed record InsuredPerson(string Id, string InsuranceNumber, string Name, string? LatinName, string? FatherName, string Sex, DateOnly Born,
    bool IsInsured, int ServiceMonths, DateOnly PensionAgeOn, IReadOnlyList<Certificate> Certificates);

/// <summary>A certificate of the fund.</summary>
public sealed record Certificate(string Number, string Kind, int? Degree, DateOnly ValidFrom, DateOnly ValidUntil, bool IsValid);

/// <summary>Where somebody works or worked; without an end while it goes on.</summary>
public sealed record Employment(Guid Id, string EmployerId, string EmployerName, string? Occupation, DateOnly From, DateOnly? Until);

/// <summary>What was contributed for somebody: every year, oldest first, and a page of months, newest first.</summary>
public sealed record ContributionHistory(string Currency, IReadOnlyList<ContributionYear> Years, ListPage<ContributionMonth> Months);

/// <summary>A year's contributions, in national currency.</summary>
public sealed record ContributionYear(int Year, int Months, decimal Earnings, decimal InsuredShare, decimal EmployerShare)
{
    /// <summary>Both shares.</summary>
    public decimal Total => InsuredShare + EmployerShare;
}

/// <summary>What an employer reported for a month, in national currency.</summary>
public sealed record ContributionMonth(DateOnly Month, string EmployerId, string EmployerName, string Category, decimal Earnings, decimal InsuredShare, decimal EmployerShare);

/// <summary>A pension or another benefit; without an end while it goes on.</summary>
public sealed record Benefit(string Number, string Kind, DateOnly From, DateOnly? Until, decimal MonthlyAmount, string Currency, bool IsPaid, bool CanBeEnded, BenefitEnd? Ended, IReadOnlyList<BenefitPayment> Payments);

/// <summary>When and why an officer ended a benefit.</summary>
public sealed record BenefitEnd(DateTime At, string Reason);

/// <summary>A month's payment.</summary>
public sealed record BenefitPayment(DateOnly Month, decimal Amount, DateOnly PaidOn);

/// <summary>A change that an officer made to somebody's record.</summary>
public sealed record Correction(string Field, Guid? EmploymentId, string? Before, string? After, string Reason, string? Officer, DateTime At)
{
    /// <summary>What stood there, in the language of the page.</summary>
    public string? BeforeIn(Words words) => In(Before, words);

    /// <summary>What stands there since.</summary>
    public string? AfterIn(Words words) => In(After, words);

    private string? In(string? value, Words words) => Field is "name" or "latin-name" or "father-name" ? value : Reading.Day(value, words);
}
