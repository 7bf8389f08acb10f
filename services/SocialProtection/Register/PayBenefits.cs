using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Persistence;

namespace Portal.SocialProtection.Register;

/// <summary>
/// Pays each month's benefits. It looks every hour, for the first time an hour after the start: a daily round would never come
/// for a process that lives less than a day. What is paid is not paid again, by this replica or another. The bank behind it is simulated.
/// </summary>
internal sealed class PayBenefits(CountryPack country, IServiceScopeFactory scopes, DatabaseGate<SocialProtectionDbContext> database, TimeProvider clock, ILogger<PayBenefits> log)
    : PeriodicWork<SocialProtectionDbContext>(TimeSpan.FromHours(1), scopes, database, clock, log)
{
    protected override Task Work(SocialProtectionDbContext db, CancellationToken stopping) => Pay(db, country.DayOf(Clock.GetUtcNow().UtcDateTime), stopping);

    /// <summary>Pays, up to the month of a day, what follows the last month that is paid; of a benefit of which none is paid, everything.</summary>
    public static async Task Pay(SocialProtectionDbContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var due = await db.Set<Benefit>().AsNoTracking()
            .Where(benefit => benefit.From <= month && !db.BenefitPayments.Any(payment => payment.BenefitNumber == benefit.Number && (payment.Month >= month || payment.Month.AddMonths(1) > benefit.Until)))
            .Select(benefit => new { Benefit = benefit, Paid = db.BenefitPayments.Where(payment => payment.BenefitNumber == benefit.Number).Max(payment => (DateOnly?)payment.Month) })
            .ToListAsync(cancellationToken);
        if (due.Count == 0)
            return;
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await BulkInsert.Into(db, "benefit_payments", due.SelectMany(one => one.Benefit.MonthsUntil(today).Where(next => !(next <= one.Paid)).Select(next => one.Benefit.PayFor(next, today))), BulkInsert.Payment, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception e) when (e.MetAnother())
        {
            // Another replica pays them at this moment.
        }
    }
}
