using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Demonstration;

/// <summary>
/// Makes persons by number: the same number gives the same person, always. Draws come from a small generator of our own,
/// as those of a library may change.
/// </summary>
internal sealed class PersonGenerator(GeneratorRules rules, IReadOnlyList<DemoEmployer> employers, DateOnly today)
{
    private const string Letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public DemoPerson Make(int number)
    {
        var draw = new Draw((ulong)number);
        var sex = draw.Below(2) == 0 ? Sex.Female : Sex.Male;
        var given = draw.From(sex == Sex.Male ? rules.Male : rules.Female);
        var father = draw.From(rules.Male);
        var family = rules.Families[draw.Below(rules.Families.Count)];
        // Where names are written in other letters, many people have no family name.
        var hasFamily = given.LatinName is null || draw.Below(3) > 0;
        var born = new DateOnly(1945, 1, 1).AddDays(draw.Below(61 * 365));
        var id = Spell(rules.Number, (ulong)number);
        var work = Work(draw, born);
        return new DemoPerson(id,
            hasFamily ? $"{given.Name} {(sex == Sex.Male ? family.Male : family.Female)}" : given.Name,
            given.LatinName is null ? null : hasFamily ? $"{given.LatinName} {family.LatinName}" : given.LatinName,
            father.Name, sex, born, work, Benefits(draw, id, born, number), Certificates(draw, id, born, number));
    }

    public string InsuranceNumber(int number) => Spell(rules.InsuranceNumber, (ulong)number);

    private List<DemoWork> Work(Draw draw, DateOnly born)
    {
        var work = new List<DemoWork>();
        var (from, end) = (born.AddYears(19).AddMonths(draw.Below(72)), born.AddYears(62));
        while (from < today && from < end && work.Count < 4)
        {
            DateOnly? until = from.AddMonths(18 + draw.Below(190));
            if (until > today)
                until = null;
            if (until > end || (until is null && end < today))
                until = end;
            var wage = rules.Wage.From + ((rules.Wage.To - rules.Wage.From) * draw.Below(1000) * draw.Below(1000) / 1_000_000);
            work.Add(new DemoWork(employers[draw.Below(employers.Count)].Id, draw.From(rules.Occupations), from, until, decimal.Round(wage, 0)));
            if (until is null)
                break;
            from = until.Value.AddMonths(1 + draw.Below(20));
        }

        return work;
    }

    private List<Benefit> Benefits(Draw draw, string id, DateOnly born, int number)
    {
        var retired = born.AddYears(65);
        if (retired > today)
            return [];
        var amount = decimal.Round(rules.Pension.From + ((rules.Pension.To - rules.Pension.From) * draw.Below(1000) / 1000), 0);
        return [new Benefit { Number = FormattableString.Invariant($"B-{retired.Year}-G{number:000000}"), PersonId = id, Kind = "old-age", From = retired, MonthlyAmount = amount }];
    }

    private List<Certificate> Certificates(Draw draw, string id, DateOnly born, int number)
    {
        var certificates = new List<Certificate>();
        if (draw.Below(100) < 7)
        {
            var from = born.AddYears(18 + draw.Below(30));
            if (from < today)
                certificates.Add(new Certificate { Number = FormattableString.Invariant($"D-{from.Year}-G{number:000000}"), PersonId = id, Kind = CertificateKind.Disability, Degree = 1 + draw.Below(rules.Degrees), ValidFrom = from, ValidUntil = from.AddYears(5 + draw.Below(30)) });
        }

        if (born.AddYears(65) <= today)
            certificates.Add(new Certificate { Number = FormattableString.Invariant($"P-{born.Year + 65}-G{number:000000}"), PersonId = id, Kind = CertificateKind.Pension, ValidFrom = born.AddYears(65), ValidUntil = born.AddYears(120) });
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

    /// <summary>SplitMix64.</summary>
    private sealed class Draw(ulong seed)
    {
        private ulong state = seed * 0x9E3779B97F4A7C15 + 0x1234567;

        public int Below(int most)
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)most);
        }

        public T From<T>(IReadOnlyList<T> list) => list[Below(list.Count)];
    }
}
