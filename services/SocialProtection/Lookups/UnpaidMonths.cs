using Microsoft.EntityFrameworkCore;
using Portal.SocialProtection.Employers;

namespace Portal.SocialProtection.Lookups;

internal static class UnpaidMonths
{
    /// <summary>The first month each of the employers has not paid, with one query; whoever has paid all is absent.</summary>
    public static Task<Dictionary<string, DateOnly?>> FirstUnpaidMonths(this IQueryable<EmployerReport> reports, IReadOnlyCollection<string> employers) => reports
        .Where(report => employers.Contains(report.EmployerId) && !report.IsPaid)
        .GroupBy(report => report.EmployerId)
        .Select(unpaid => new { Employer = unpaid.Key, Month = unpaid.Min(report => report.Month) })
        .ToDictionaryAsync(unpaid => unpaid.Employer, unpaid => (DateOnly?)unpaid.Month, StringComparer.Ordinal);
}
