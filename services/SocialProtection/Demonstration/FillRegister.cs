using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Employers;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Demonstration;

/// <summary>Fills an empty register with the persons of the pack and generated ones, at the first start of a demonstration.</summary>
internal static class FillRegister
{
    private const int MonthsOfPayments = 24;
    private const decimal YearlyRise = 0.04m;

    public static async Task Seed(IServiceProvider services, SocialProtectionDbContext db, CancellationToken cancellationToken)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (!configuration.GetValue<bool>("Portal:Demo") || await db.Persons.AnyAsync(cancellationToken))
            return;
        var (register, country, rules) = (services.GetRequiredService<DemonstrationRegister>(), services.GetRequiredService<CountryPack>(), services.GetRequiredService<SocialProtectionRules>());
        var today = country.DayOf(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var persons = Persons(register, rules, country, today, configuration.GetValue("SocialProtection:GeneratedPersons", register.Generated?.Persons ?? 0));
        var months = configuration.GetValue("SocialProtection:GeneratedMonths", register.Generated?.Months ?? 0);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await BulkInsert.Into(db, "persons", persons().Select(one => Enter(one.Person, one.Insurance)), BulkInsert.Person, cancellationToken);
        await BulkInsert.Into(db, "employments", persons().SelectMany(one => one.Person.Employments.Select((work, index) => Employ(one.Person.Id, work, one.Number, index))), BulkInsert.Employment, cancellationToken);
        await BulkInsert.Into(db, "benefits", persons().SelectMany(one => one.Person.Benefits), BulkInsert.Benefit, cancellationToken);
        await BulkInsert.Into(db, "certificates", persons().SelectMany(one => one.Person.Certificates), BulkInsert.Certificate, cancellationToken);
        await BulkInsert.Into(db, "benefit_payments", persons().SelectMany(one => one.Person.Benefits.SelectMany(benefit => Payments(benefit, today))), BulkInsert.Payment, cancellationToken);

        var due = new Dictionary<(string Employer, DateOnly Month), (int Lines, decimal Due)>();
        var contributions = persons().SelectMany(one => Contributions(one.Person, one.IsGenerated ? months : int.MaxValue, register.Employers, rules, country, today));
        await BulkInsert.Into(db, "contributions", contributions.Select(Count), BulkInsert.Contribution, cancellationToken);
        db.AddRange(register.Employers.Values.Select(employer => new Employer { Id = employer.Id, Name = employer.Name }));
        db.AddRange(due.Select(month => Report(month.Key.Employer, month.Key.Month, month.Value, register.Employers[month.Key.Employer].IsInArrears, rules, today)));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        Contribution Count(Contribution contribution)
        {
            // Only the last years have reports: earlier ones are paid, and nobody asks for them.
            if (contribution.Month >= today.AddYears(-2))
            {
                var (lines, sum) = due.GetValueOrDefault((contribution.EmployerId, contribution.Month));
                due[(contribution.EmployerId, contribution.Month)] = (lines + 1, sum + contribution.InsuredShare + contribution.EmployerShare);
            }

            return contribution;
        }
    }

    /// <summary>Those of the pack, then the generated ones; made anew each time they are gone through, so that a million needs no memory.</summary>
    private static Func<IEnumerable<(DemoPerson Person, string Insurance, int Number, bool IsGenerated)>> Persons(DemonstrationRegister register, SocialProtectionRules rules, CountryPack country, DateOnly today, int generated)
    {
        var generator = register.Generated is { } form ? new PersonGenerator(form, [.. register.Employers.Values], rules, country, today) : null;
        return () => Written().Concat(generator is null ? [] : Enumerable.Range(0, generated)
            .Select(number => (generator.Make(number), generator.InsuranceNumber(number), number, true)).Where(one => !register.Persons.ContainsKey(one.Item1.Id)));

        // Written persons count from behind, so that no generated one has their insurance number.
        IEnumerable<(DemoPerson, string, int, bool)> Written() => register.Persons.Values.Select((person, index) =>
            (person, generator?.InsuranceNumber(int.MaxValue - index) ?? FormattableString.Invariant($"{index + 1}"), int.MaxValue - index, false));
    }

    private static InsuredPerson Enter(DemoPerson person, string insurance) =>
        InsuredPerson.Enter(person.Id, insurance, person.Name, person.LatinName, person.FatherName, person.Sex, person.Born);

    private static Employment Employ(string person, DemoWork work, int number, int index) => new()
    {
        // The same at every start, as everything here is.
        Id = new Guid(number, (short)index, 0, 0, 0, 0, 0, 0, 0, 0, 1), PersonId = person, EmployerId = work.Employer, Occupation = work.Occupation, From = work.From, Until = work.Until,
    };

    /// <summary>The last of them, each on its first day; <see cref="PayBenefits"/> goes on behind them.</summary>
    private static IEnumerable<BenefitPayment> Payments(Benefit benefit, DateOnly today) =>
        benefit.MonthsUntil(today).TakeLast(MonthsOfPayments).Select(month => benefit.PayFor(month, month));

    /// <summary>Up to the last whole month; wages rise a little every year.</summary>
    private static IEnumerable<Contribution> Contributions(DemoPerson person, int months, IReadOnlyDictionary<string, DemoEmployer> employers, SocialProtectionRules rules, CountryPack country, DateOnly today)
    {
        var last = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var earliest = months == int.MaxValue ? DateOnly.MinValue : last.AddMonths(1 - months);
        foreach (var work in person.Employments)
        {
            var category = rules.Contributions.Categories[employers[work.Employer].Category];
            var end = work.Until is { } until && until < last ? new DateOnly(until.Year, until.Month, 1) : last;
            var begin = new DateOnly(work.From.Year, work.From.Month, 1);
            for (var month = begin < earliest ? earliest : begin; month <= end; month = month.AddMonths(1))
            {
                var earnings = country.Round(work.Wage / (1 + (YearlyRise * (end.Year - month.Year))));
                var (insured, employer) = category.SharesOf(earnings);
                yield return new Contribution
                {
                    PersonId = person.Id, Month = month, EmployerId = work.Employer, Category = category.Code,
                    Earnings = earnings, InsuredShare = country.Round(insured), EmployerShare = country.Round(employer),
                };
            }
        }
    }

    private static EmployerReport Report(string employer, DateOnly month, (int Lines, decimal Due) sum, bool isInArrears, SocialProtectionRules rules, DateOnly today)
    {
        var (report, received) = (new EmployerReport { EmployerId = employer, Month = month }, month.AddMonths(1).AddDays(2).ToDateTime(default, DateTimeKind.Utc));
        report.Take("demonstration", sum.Lines, sum.Due, received);
        if (!isInArrears || month < today.AddMonths(-5))
            report.Pay(sum.Due, FormattableString.Invariant($"{month:yyyy-MM}"), received);
        return report;
    }
}
