using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Register;

/// <summary>A pension or another benefit that was granted.</summary>
public sealed class Benefit
{
    /// <summary>Its number.</summary>
    public required string Number { get; init; }

    /// <summary>Who receives it.</summary>
    public required string PersonId { get; init; }

    /// <summary>Which benefit; a code of the country pack.</summary>
    public required string Kind { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day; null while it goes on.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>National currency.</summary>
    public required decimal MonthlyAmount { get; init; }
}

/// <summary>A month's payment of a benefit.</summary>
public sealed class BenefitPayment
{
    /// <summary>The benefit.</summary>
    public required string BenefitNumber { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>National currency.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The day it was paid.</summary>
    public required DateOnly PaidOn { get; init; }
}

internal static class BenefitQueries
{
    /// <summary>Whether a person receives a benefit, or will from a later day.</summary>
    public static Task<bool> Runs(this SocialProtectionDbContext db, BenefitKind kind, string person, DateOnly today) =>
        db.Set<Benefit>().AnyAsync(benefit => benefit.PersonId == person && benefit.Kind == kind.Code && (benefit.Until == null || benefit.Until >= today));

    public static Problem RunsAlready() => Problem.Conflict("benefit-runs-already", "The person receives this benefit already.");
}
