using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Lookups;

/// <summary>What answers about a person stand on, and nothing else: no names, no amounts. Nobody changes it, so the cache gives everybody the same.</summary>
[ImmutableObject(true)]
internal sealed record PersonFacts(string PersonId, IReadOnlyList<Period> Disability, IReadOnlyList<Work> Work, IReadOnlyList<Period> Benefits)
{
    private const int Disabled = 1;
    private const int Working = 2;
    private const int Receiving = 3;

    public static PersonFacts Unknown(string personId) => new(personId, [], [], []);

    /// <summary>Reads the facts of many persons with one query; whom the fund does not know is absent.</summary>
    public static async Task<Dictionary<string, PersonFacts>> Load(SocialProtectionDbContext db, IReadOnlyCollection<string> ids)
    {
        // Only anonymous rows can be put behind each other by the database.
        var rows = await db.Set<Certificate>().Where(certificate => ids.Contains(certificate.PersonId) && certificate.Kind == CertificateKind.Disability)
            .Select(certificate => new { Kind = Disabled, certificate.PersonId, EmployerId = "", From = certificate.ValidFrom, Until = (DateOnly?)certificate.ValidUntil })
            .Concat(db.Set<Employment>().Where(employment => ids.Contains(employment.PersonId))
                .Select(employment => new { Kind = Working, employment.PersonId, employment.EmployerId, employment.From, employment.Until }))
            .Concat(db.Set<Benefit>().Where(benefit => ids.Contains(benefit.PersonId))
                .Select(benefit => new { Kind = Receiving, benefit.PersonId, EmployerId = "", benefit.From, benefit.Until }))
            .ToListAsync();
        return rows.GroupBy(row => row.PersonId, StringComparer.Ordinal).ToDictionary(person => person.Key, person => new PersonFacts(person.Key,
            [.. person.Where(row => row.Kind == Disabled).Select(row => new Period(row.From, row.Until))],
            [.. person.Where(row => row.Kind == Working).Select(row => new Work(row.EmployerId, new Period(row.From, row.Until)))],
            [.. person.Where(row => row.Kind == Receiving).Select(row => new Period(row.From, row.Until))]), StringComparer.Ordinal);
    }
}

/// <summary>From a day to a day, both included; without end while it goes on.</summary>
internal sealed record Period(DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>An employment.</summary>
internal sealed record Work(string EmployerId, Period Period);
