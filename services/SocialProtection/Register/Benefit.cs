using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Applications;
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

    /// <summary>Last day; null while none is known.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>National currency.</summary>
    public required decimal MonthlyAmount { get; init; }

    /// <summary>How an officer ended it, if one did.</summary>
    public BenefitEnd? Ended { get; private set; }

    /// <summary>Whether an officer may end it: it is not over, and none has done so.</summary>
    internal bool CanBeEnded(DateOnly today) => Ended is null && !(Until < today);

    internal void End(DateOnly day, string reason, Caller officer, DateTime now) => (Ended, Until) = (new BenefitEnd(now, officer.Subject, reason, Until), day);

    /// <summary>First days of the months for which it is paid, up to a day: those on which it runs. So six months are paid six times, whenever they begin.</summary>
    internal IEnumerable<DateOnly> MonthsUntil(DateOnly day)
    {
        var (first, last) = (new DateOnly(From.Year, From.Month, 1), Until is { } until && until < day ? until : day);
        for (var month = first < From ? first.AddMonths(1) : first; month <= last; month = month.AddMonths(1))
            yield return month;
    }

    internal BenefitPayment PayFor(DateOnly month, DateOnly day) => new() { BenefitNumber = Number, Month = month, Amount = MonthlyAmount, PaidOn = day };
}

/// <summary>How an officer ended a benefit.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Officer">Who: subject of the officer's token.</param>
/// <param name="Reason">Why.</param>
/// <param name="Before">What had been its last day; absent where none was known.</param>
public sealed record BenefitEnd(DateTime At, string Officer, string Reason, DateOnly? Before);

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
    /// <summary>Whether a person receives a benefit for the same on a day, or will from a later one, or has been paid for one.</summary>
    public static async Task<bool> Runs(this SocialProtectionDbContext db, BenefitKind kind, string person, IReadOnlyList<FieldAnswer> answers, DateOnly day)
    {
        var running = db.Set<Benefit>().Where(benefit => benefit.PersonId == person && benefit.Kind == kind.Code
            && (benefit.Until == null || benefit.Until >= day || db.BenefitPayments.Any(payment => payment.BenefitNumber == benefit.Number && payment.Month >= day)));
        if (!kind.CanRepeat)
            return await running.AnyAsync();
        // What it is for stands in the application on which it was granted.
        var granted = await db.Applications.AsNoTracking().Where(application => application.PersonId == person && running.Any(benefit => benefit.Number == application.BenefitNumber)).ToListAsync();
        return granted.Any(application => kind.AreForTheSame(application.Answers, answers));
    }

    public static Problem RunsAlready() => Problem.Conflict("benefit-runs-already", "The person receives this benefit already.");
}
