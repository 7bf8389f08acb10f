using Microsoft.EntityFrameworkCore;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Lookups;

/// <summary>What answers about a person stand on, and nothing else: no names, no amounts.</summary>
internal sealed record PersonFacts(string PersonId, IReadOnlyList<Period> Disability, IReadOnlyList<Work> Work, IReadOnlyList<Period> Benefits)
{
    public static PersonFacts Unknown(string personId) => new(personId, [], [], []);

    /// <summary>Reads the facts of many persons with one query; whom the fund does not know is absent.</summary>
    public static async Task<Dictionary<string, PersonFacts>> Load(SocialProtectionDbContext db, IReadOnlyCollection<string> ids)
    {
        var certificates = db.Set<Certificate>().Where(certificate => ids.Contains(certificate.PersonId) && certificate.Kind == CertificateKind.Disability)
            .Select(certificate => new Row(Kind.Disability, certificate.PersonId, null, certificate.ValidFrom, certificate.ValidUntil));
        var employments = db.Set<Employment>().Where(employment => ids.Contains(employment.PersonId))
            .Select(employment => new Row(Kind.Work, employment.PersonId, employment.EmployerId, employment.From, employment.Until));
        var benefits = db.Set<Benefit>().Where(benefit => ids.Contains(benefit.PersonId))
            .Select(benefit => new Row(Kind.Benefit, benefit.PersonId, null, benefit.From, benefit.Until));
        var rows = await certificates.Concat(employments).Concat(benefits).ToListAsync();
        return rows.GroupBy(row => row.PersonId, StringComparer.Ordinal).ToDictionary(person => person.Key, person => new PersonFacts(person.Key,
            [.. Of(Kind.Disability, person)], [.. person.Where(row => row.Kind == Kind.Work).Select(row => new Work(row.EmployerId!, new Period(row.From, row.Until)))], [.. Of(Kind.Benefit, person)]), StringComparer.Ordinal);

        static IEnumerable<Period> Of(Kind kind, IEnumerable<Row> rows) => rows.Where(row => row.Kind == kind).Select(row => new Period(row.From, row.Until));
    }

    private enum Kind
    {
        Disability,
        Work,
        Benefit,
    }

    private sealed record Row(Kind Kind, string PersonId, string? EmployerId, DateOnly From, DateOnly? Until);
}

/// <summary>From a day to a day, both included; without end while it goes on.</summary>
internal sealed record Period(DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>An employment.</summary>
internal sealed record Work(string EmployerId, Period Period);
