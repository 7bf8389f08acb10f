using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Register;

/// <summary>A person in the register.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="InsuranceNumber">Social insurance number.</param>
/// <param name="Name">Full name as written in the country.</param>
/// <param name="LatinName">The same in Latin letters, where it is written in others.</param>
/// <param name="FatherName">Father's name.</param>
/// <param name="Sex">Female or male.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="IsInsured">Whether somebody employs the person today.</param>
/// <param name="ServiceMonths">Months in which the person has worked.</param>
/// <param name="PensionAgeOn">The day on which the pension age is reached.</param>
/// <param name="Certificates">Certificates, newest first.</param>
public sealed record PersonView(string Id, string InsuranceNumber, string Name, string? LatinName, string? FatherName, Sex Sex, DateOnly Born,
    bool IsInsured, int ServiceMonths, DateOnly PensionAgeOn, IReadOnlyList<CertificateView> Certificates);

/// <summary>A certificate.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">What it certifies.</param>
/// <param name="Degree">Degree of disability, 1 the most severe.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidUntil">Last day on which it holds.</param>
/// <param name="IsValid">Whether it holds today.</param>
public sealed record CertificateView(string Number, CertificateKind Kind, int? Degree, DateOnly ValidFrom, DateOnly ValidUntil, bool IsValid);

/// <summary>Where somebody works or worked.</summary>
/// <param name="Id">Identity of the record.</param>
/// <param name="EmployerId">The employer's number.</param>
/// <param name="EmployerName">The employer's name.</param>
/// <param name="Occupation">What the person does, in the employer's words.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day; absent while it goes on.</param>
public sealed record EmploymentView(Guid Id, string EmployerId, string EmployerName, string? Occupation, DateOnly From, DateOnly? Until);

/// <summary>What was contributed for somebody: year by year, and a page of months.</summary>
/// <param name="Currency">ISO 4217 of all amounts.</param>
/// <param name="Years">All years, oldest first.</param>
/// <param name="Months">A page of months, newest first.</param>
public sealed record ContributionHistory(string Currency, IReadOnlyList<ContributionYear> Years, Page<ContributionMonth> Months);

/// <summary>A year's contributions.</summary>
/// <param name="Year">Year of the country's calendar; a month is in the year of its first day.</param>
/// <param name="Months">In how many months something was contributed.</param>
/// <param name="Earnings">Earnings of the year.</param>
/// <param name="InsuredShare">What the person paid.</param>
/// <param name="EmployerShare">What the employers paid.</param>
public sealed record ContributionYear(int Year, int Months, decimal Earnings, decimal InsuredShare, decimal EmployerShare);

/// <summary>What an employer reported for a month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="EmployerId">The employer's number.</param>
/// <param name="EmployerName">The employer's name.</param>
/// <param name="Category">Which rates hold; see code lists.</param>
/// <param name="Earnings">Earnings of the month.</param>
/// <param name="InsuredShare">What the person paid.</param>
/// <param name="EmployerShare">What the employer paid.</param>
public sealed record ContributionMonth(DateOnly Month, string EmployerId, string EmployerName, string Category, decimal Earnings, decimal InsuredShare, decimal EmployerShare);

/// <summary>A pension or another benefit.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">Which benefit; see code lists.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day; absent where none is known.</param>
/// <param name="MonthlyAmount">National currency.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="IsPaid">Whether it is paid today.</param>
/// <param name="CanBeEnded">Whether an officer may end it.</param>
/// <param name="Ended">How an officer ended it, if one did.</param>
/// <param name="Payments">The newest two years of payments, newest first.</param>
public sealed record BenefitView(
    string Number, string Kind, DateOnly From, DateOnly? Until, decimal MonthlyAmount, string Currency, bool IsPaid, bool CanBeEnded, BenefitEnd? Ended, IReadOnlyList<BenefitPaymentView> Payments);

/// <summary>A month's payment.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Amount">National currency.</param>
/// <param name="PaidOn">The day it was paid.</param>
public sealed record BenefitPaymentView(DateOnly Month, decimal Amount, DateOnly PaidOn);

/// <summary>What the register shows of a person, to that person or to an officer.</summary>
internal sealed class PersonRecord(SocialProtectionDbContext db, CountryPack country, SocialProtectionRules rules, TimeProvider clock)
{
    private const int NewestPayments = 24;

    private DateOnly Today => country.DayOf(clock.GetUtcNow().UtcDateTime);

    public static string CodeOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public Task<bool> Exists(string? id) => db.Persons.AnyAsync(person => person.Id == id);

    public async Task<PersonView?> Find(string? id)
    {
        if (await db.Persons.AsNoTracking().Include(person => person.Certificates).Include(person => person.Employments).SingleOrDefaultAsync(person => person.Id == id) is not { } person)
            return null;
        return new PersonView(person.Id, person.InsuranceNumber, person.Name, person.LatinName, person.FatherName, person.Sex, person.Born,
            person.Employments.Any(employment => employment.Covers(Today)),
            Employment.ServiceMonths(person.Employments.Select(employment => (employment.From, employment.Until)), Today),
            rules.Pension.ReachedOn(person.Sex, person.Born), View(person.Certificates));
    }

    public async Task<IReadOnlyList<CertificateView>> CertificatesOf(string id) =>
        View(await db.Set<Certificate>().AsNoTracking().Where(certificate => certificate.PersonId == id).ToListAsync());

    public async Task<IReadOnlyList<EmploymentView>> EmploymentOf(string id) =>
        await db.Set<Employment>().Where(employment => employment.PersonId == id).OrderByDescending(employment => employment.From)
            .Join(db.Employers, employment => employment.EmployerId, employer => employer.Id, (employment, employer) =>
                new EmploymentView(employment.Id, employer.Id, employer.Name, employment.Occupation, employment.From, employment.Until)).ToListAsync();

    public async Task<ContributionHistory> ContributionsOf(string id, Paging paging)
    {
        var names = db.Employers;
        var all = db.Contributions.AsNoTracking().Where(contribution => contribution.PersonId == id);
        var months = await all.Select(contribution => new { contribution.Month, contribution.Earnings, contribution.InsuredShare, contribution.EmployerShare }).ToListAsync();
        var page = await paging.Take(all.OrderByDescending(contribution => contribution.Month).ThenBy(contribution => contribution.EmployerId)
            .Join(names, contribution => contribution.EmployerId, employer => employer.Id, (contribution, employer) => new ContributionMonth(
                contribution.Month, employer.Id, employer.Name, contribution.Category, contribution.Earnings, contribution.InsuredShare, contribution.EmployerShare)));
        return new ContributionHistory(country.Currency.Code, [.. months.GroupBy(month => country.YearOf(month.Month)).OrderBy(year => year.Key).Select(year => new ContributionYear(
            year.Key, year.Select(month => month.Month).Distinct().Count(), year.Sum(month => month.Earnings), year.Sum(month => month.InsuredShare), year.Sum(month => month.EmployerShare)))], page);
    }

    public async Task<IReadOnlyList<BenefitView>> BenefitsOf(string id)
    {
        var benefits = await db.Set<Benefit>().AsNoTracking().Where(benefit => benefit.PersonId == id).OrderByDescending(benefit => benefit.From).ToListAsync();
        var numbers = benefits.Select(benefit => benefit.Number).ToList();
        var payments = (await db.BenefitPayments.AsNoTracking().Where(payment => numbers.Contains(payment.BenefitNumber)).ToListAsync()).ToLookup(payment => payment.BenefitNumber);
        return [.. benefits.Select(benefit => new BenefitView(
            benefit.Number, benefit.Kind, benefit.From, benefit.Until, benefit.MonthlyAmount, country.Currency.Code, benefit.From <= Today && !(benefit.Until < Today), benefit.CanBeEnded(Today), benefit.Ended,
            [.. payments[benefit.Number].OrderByDescending(payment => payment.Month).Take(NewestPayments).Select(payment => new BenefitPaymentView(payment.Month, payment.Amount, payment.PaidOn))]))];
    }

    public CertificateView View(Certificate certificate) => new(
        certificate.Number, certificate.Kind, certificate.Degree, certificate.ValidFrom, certificate.ValidUntil, certificate.ValidFrom <= Today && Today <= certificate.ValidUntil);

    private IReadOnlyList<CertificateView> View(IEnumerable<Certificate> certificates) =>
        [.. certificates.OrderByDescending(certificate => certificate.ValidFrom).Select(View)];
}
