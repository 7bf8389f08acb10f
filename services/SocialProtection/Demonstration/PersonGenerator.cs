using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Demonstration;

/// <summary>
/// Makes persons by number: the same number gives the same person, always; with the days that pass more of the same life is
/// behind them. Draws come from a small generator of our own, as those of a library may change.
/// </summary>
internal sealed class PersonGenerator(GeneratorRules form, IReadOnlyList<DemoEmployer> employers, SocialProtectionRules rules, CountryPack country, DateOnly today)
{
    private const string Letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public DemoPerson Make(int number)
    {
        var draw = new Draw(number, Part.Person);
        var sex = draw.Below(2) == 0 ? Sex.Female : Sex.Male;
        var given = draw.From(sex == Sex.Male ? form.Male : form.Female);
        var father = draw.From(form.Male);
        var family = form.Families[draw.Below(form.Families.Count)];
        // Where names are written in other letters, many people have no family name.
        var hasFamily = given.LatinName is null || draw.Below(3) > 0;
        var born = new DateOnly(1945, 1, 1).AddDays(draw.Below(61 * 365));
        var (id, retired) = (Spell(form.Number, (ulong)number), rules.Pension.ReachedOn(sex, born));
        var work = Work(new Draw(number, Part.Work), born, retired);
        var pension = Pension(work, id, retired, number);
        return new DemoPerson(id,
            hasFamily ? $"{given.Name} {(sex == Sex.Male ? family.Male : family.Female)}" : given.Name,
            given.LatinName is null ? null : hasFamily ? $"{given.LatinName} {family.LatinName}" : given.LatinName,
            father.Name, sex, born, work, pension is null ? [] : [pension], Certificates(new Draw(number, Part.Certificates), id, born, pension, number));
    }

    public string InsuranceNumber(int number) => Spell(form.InsuranceNumber, (ulong)number);

    private List<DemoWork> Work(Draw draw, DateOnly born, DateOnly retired)
    {
        var work = new List<DemoWork>();
        var from = born.AddYears(19).AddMonths(draw.Below(72));
        while (from < today && from < retired && work.Count < 4)
        {
            var until = from.AddMonths(18 + draw.Below(190));
            if (until >= retired)
                until = retired.AddDays(-1);
            var wage = form.Wage.From + ((form.Wage.To - form.Wage.From) * draw.Below(1000) * draw.Below(1000) / 1_000_000);
            work.Add(new DemoWork(draw.From(employers).Id, draw.From(form.Occupations), from, until > today ? null : until, decimal.Round(wage, 0)));
            from = until.AddMonths(1 + draw.Below(20));
        }

        return work;
    }

    /// <summary>Who has reached the age with the years of service has what the law gives, had the wages always been what they were at the end.</summary>
    private Benefit? Pension(List<DemoWork> work, string id, DateOnly retired, int number)
    {
        var (law, service) = (rules.Pension, work.Sum(job => MonthsOf(job)));
        if (retired > today || service < law.MinimumServiceMonths)
            return null;
        var amount = law.Scheme == PensionScheme.Capital
            ? work.Sum(job => MonthsOf(job) * SharesOf(job)) * law.CreditedPercent / 100 / law.SpreadOverMonths
            : work.SelectMany(job => Enumerable.Repeat(job.Wage, MonthsOf(job))).TakeLast(law.AverageOverMonths).DefaultIfEmpty().Average() * Math.Min(law.PercentPerYear * service / 12, law.MostPercent) / 100;
        return new Benefit
        {
            Number = FormattableString.Invariant($"B-{retired.Year}-G{number:000000}"), PersonId = id, Kind = form.Pension, From = retired, MonthlyAmount = country.Round(Math.Max(amount, law.Minimum)),
        };
    }

    private int MonthsOf(DemoWork job) => Employment.ServiceMonths([(job.From, job.Until)], today);

    private decimal SharesOf(DemoWork job)
    {
        var (insured, employer) = rules.Contributions.Categories[employers.First(one => one.Id == job.Employer).Category].SharesOf(job.Wage);
        return insured + employer;
    }

    private List<Certificate> Certificates(Draw draw, string id, DateOnly born, Benefit? pension, int number)
    {
        var certificates = new List<Certificate>();
        if (draw.Below(100) < 7)
        {
            var from = born.AddYears(18 + draw.Below(30));
            if (from < today)
                certificates.Add(new Certificate { Number = FormattableString.Invariant($"D-{from.Year}-G{number:000000}"), PersonId = id, Kind = CertificateKind.Disability, Degree = 1 + draw.Below(rules.Limits.DegreesOfDisability), ValidFrom = from, ValidUntil = from.AddYears(5 + draw.Below(30)) });
        }

        if (pension is not null && rules.Benefits[pension.Kind] is { Certificate: { } kind } benefit)
        {
            // A new one each time its years are over.
            var from = pension.From;
            while (from.AddYears(benefit.CertificateYears) <= today)
                from = from.AddYears(benefit.CertificateYears);
            certificates.Add(new Certificate { Number = FormattableString.Invariant($"P-{from.Year}-G{number:000000}"), PersonId = id, Kind = kind, ValidFrom = from, ValidUntil = from.AddYears(benefit.CertificateYears) });
        }

        return certificates;
    }

    /// <summary>
    /// A number of the form that is no other's: the count is multiplied by an odd prime modulo the size of the form, which
    /// reaches every number once, and then spelt place by place.
    /// </summary>
    private static string Spell(string form, ulong count)
    {
        var size = form.Aggregate((UInt128)1, (product, place) => product * (uint)(place == '#' ? 10 : place == 'X' ? Letters.Length : 1));
        var left = ((UInt128)count * 999_999_937 + 7_777_777) % size;
        var spelt = form.ToCharArray();
        for (var i = spelt.Length - 1; i >= 0; i--)
        {
            if (form[i] is not ('#' or 'X'))
                continue;
            var most = form[i] == '#' ? 10 : Letters.Length;
            spelt[i] = Letters[(int)(left % (uint)most)];
            left /= (uint)most;
        }

        return new string(spelt);
    }

    /// <summary>What is drawn apart, so that more draws of one leave the others as they are.</summary>
    private enum Part
    {
        Person,
        Work,
        Certificates,
    }

    /// <summary>SplitMix64. Its seed is mixed, too: seeds in a row would give the same draws, each one later.</summary>
    private sealed class Draw(int number, Part part)
    {
        private ulong state = Mix(((ulong)number * 4) + (ulong)part);

        public int Below(int most) => (int)(Mix(state += 0x9E3779B97F4A7C15) % (ulong)most);

        public T From<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

        private static ulong Mix(ulong bits)
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
