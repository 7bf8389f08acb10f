using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Consents;

/// <summary>A person lets an institution ask one question for one purpose, for a time.</summary>
public sealed class Consent
{
    private Consent() { }

    /// <summary>Identity.</summary>
    public Guid Id { get; private init; }

    /// <summary>Who consents.</summary>
    public string PersonId { get; private init; } = "";

    /// <summary>Service name of the institution that may ask.</summary>
    public string Institution { get; private init; } = "";

    /// <summary>What it may ask.</summary>
    public string Question { get; private init; } = "";

    /// <summary>What for.</summary>
    public string Purpose { get; private init; } = "";

    /// <summary>When it was given (UTC).</summary>
    public DateTime GivenAt { get; private init; }

    /// <summary>Last legal day on which it holds.</summary>
    public DateOnly ValidUntil { get; private init; }

    /// <summary>When it was withdrawn (UTC).</summary>
    public DateTime? WithdrawnAt { get; private set; }

    internal static Consent Give(string personId, DataSharingAgreement agreement, DateOnly validUntil, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(), PersonId = personId, Institution = agreement.Asks, Question = agreement.Question, Purpose = agreement.Purpose, GivenAt = now, ValidUntil = validUntil,
    };

    internal void Withdraw(DateTime now)
    {
        if (WithdrawnAt is not null)
            throw new Refusal("consent-already-withdrawn", "This consent is withdrawn already.");
        WithdrawnAt = now;
    }
}

internal static class ConsentQueries
{
    /// <summary>Those of the persons who consent today. Asked of the database every time: a withdrawal counts at once, in every replica.</summary>
    public static IQueryable<string> Consenting(this IQueryable<Consent> consents, IReadOnlyCollection<string> persons, DataSharingAgreement agreement, DateOnly today) => consents
        .Where(consent => persons.Contains(consent.PersonId) && consent.Institution == agreement.Asks && consent.Question == agreement.Question && consent.Purpose == agreement.Purpose
            && consent.WithdrawnAt == null && consent.ValidUntil >= today)
        .Select(consent => consent.PersonId);
}
