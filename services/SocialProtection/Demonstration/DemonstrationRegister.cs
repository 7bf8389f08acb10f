using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Demonstration;

/// <summary>The register of the demonstration: <c>social-protection-register.yaml</c> of the pack.</summary>
internal sealed record DemonstrationRegister
{
    public required IReadOnlyDictionary<string, DemoEmployer> Employers { get; init; }

    public required IReadOnlyDictionary<string, DemoPerson> Persons { get; init; }

    /// <summary>How others are generated; null when none are.</summary>
    public GeneratorRules? Generated { get; init; }

    /// <summary>Reads the register by the law; without it, where the pack is faulty, as far as it goes.</summary>
    public static DemonstrationRegister Read(PackNode node, CountryPack country, SocialProtectionRules? rules)
    {
        var degrees = rules?.Limits.DegreesOfDisability ?? int.MaxValue;
        var employers = node.Table("employers", employer => employer.Id, employer => DemoEmployer.Read(employer, country));
        return new DemonstrationRegister
        {
            Employers = employers,
            Persons = node.Table("persons", person => person.Id, person => DemoPerson.Read(person, country, employers.Keys, degrees)),
            Generated = node.OptionalSection("generated", generated => GeneratorRules.Read(generated, rules)),
        };
    }
}

/// <summary>An employer; in arrears, it has not paid its last reports.</summary>
internal sealed record DemoEmployer(string Id, string Name, string Category, bool IsInArrears)
{
    public static DemoEmployer Read(PackNode node, CountryPack country)
    {
        var employer = new DemoEmployer(node.Text("id"), node.Text("name"), node.Text("category"), node.OptionalText("arrears", "^true$") is not null);
        if (!country.TraderId.Matches(employer.Id))
            node.Fault("id", $"'{employer.Id}' is not a {country.TraderId.Name}");
        return employer;
    }
}

/// <summary>A person written by hand.</summary>
internal sealed record DemoPerson(string Id, string Name, string? LatinName, string? FatherName, Sex Sex, DateOnly Born,
    IReadOnlyList<DemoWork> Employments, IReadOnlyList<Benefit> Benefits, IReadOnlyList<Certificate> Certificates)
{
    public static DemoPerson Read(PackNode node, CountryPack country, IEnumerable<string> employers, int degrees)
    {
        var id = node.Text("id");
        if (country.PersonId.Canonical(id) != id)
            node.Fault("id", $"'{id}' is not a {country.PersonId.Name} as it is kept");
        return new DemoPerson(id, node.Text("name"), node.OptionalText("latinName"), node.OptionalText("fatherName"), node.Enum<Sex>("sex"), node.Date("born"),
            node.List("employments", work => DemoWork.Read(work, employers)),
            node.List("benefits", benefit => ReadBenefit(benefit, id)),
            node.List("certificates", certificate => ReadCertificate(certificate, id, degrees)));
    }

    private static Benefit ReadBenefit(PackNode node, string person) => new()
    {
        PersonId = person, Kind = node.Text("kind"), Number = node.Text("number"), From = node.Date("from"), Until = node.Has("until") ? node.Date("until") : null, MonthlyAmount = node.Number("monthlyAmount"),
    };

    private static Certificate ReadCertificate(PackNode node, string person, int degrees)
    {
        var certificate = new Certificate
        {
            PersonId = person, Number = node.Text("number"), Kind = node.Enum<CertificateKind>("kind"), Degree = (int?)node.OptionalNumber("degree", 1, degrees),
            ValidFrom = node.Date("validFrom"), ValidUntil = node.Date("validUntil"),
        };
        if (certificate.ValidUntil < certificate.ValidFrom)
            node.Fault("validUntil", FormattableString.Invariant($"{certificate.ValidUntil:O} is before {certificate.ValidFrom:O}"));
        return certificate;
    }
}

/// <summary>An employment; the wage is what is earned a month now, or was at the end.</summary>
internal sealed record DemoWork(string Employer, string Occupation, DateOnly From, DateOnly? Until, decimal Wage)
{
    public static DemoWork Read(PackNode node, IEnumerable<string> employers)
    {
        var work = new DemoWork(node.Text("employer"), node.Text("occupation"), node.Date("from"), node.Has("until") ? node.Date("until") : null, node.Number("wage"));
        if (!employers.Contains(work.Employer))
            node.Fault("employer", $"there is no employer '{work.Employer}'");
        if (work.Until < work.From)
            node.Fault("until", FormattableString.Invariant($"{work.Until:O} is before {work.From:O}"));
        return work;
    }
}

/// <summary>What generated persons are made of.</summary>
internal sealed record GeneratorRules
{
    public required int Persons { get; init; }

    /// <summary>So many of the last months have contributions.</summary>
    public required int Months { get; init; }

    /// <summary># stands for a digit, X for a letter or digit.</summary>
    public required string Number { get; init; }

    public required string InsuranceNumber { get; init; }

    public required IReadOnlyList<DemoName> Male { get; init; }

    public required IReadOnlyList<DemoName> Female { get; init; }

    public required IReadOnlyList<(string Male, string Female, string? LatinName)> Families { get; init; }

    public required IReadOnlyList<string> Occupations { get; init; }

    public required (decimal From, decimal To) Wage { get; init; }

    /// <summary>Code of the benefit that is the pension.</summary>
    public required string Pension { get; init; }

    public static GeneratorRules Read(PackNode node, SocialProtectionRules? rules)
    {
        var generator = new GeneratorRules
        {
            Persons = (int)node.Number("persons", 0, 10_000_000),
            Months = (int)node.Number("months", 0, 600),
            Number = node.Text("number"),
            InsuranceNumber = node.Text("insuranceNumber"),
            Male = node.List("male", ReadName),
            Female = node.List("female", ReadName),
            Families = node.List("families", family => (family.Text("male"), family.Text("female"), family.OptionalText("latinName"))),
            Occupations = node.Texts("occupations"),
            Wage = node.Section("wage", wage => (wage.Number("from"), wage.Number("to"))),
            Pension = node.Text("pension"),
        };
        if (rules?.Benefits.ContainsKey(generator.Pension) == false)
            node.Fault("pension", $"there is no benefit '{generator.Pension}'");
        return generator;
    }

    private static DemoName ReadName(PackNode node) => new(node.Text("name"), node.OptionalText("latinName"));
}

/// <summary>A name, and the same in Latin letters where it is written in others.</summary>
internal sealed record DemoName(string Name, string? LatinName);
