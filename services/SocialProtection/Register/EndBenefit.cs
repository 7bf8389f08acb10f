using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.SocialProtection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Register;

/// <summary>The end of a benefit.</summary>
public sealed record BenefitEndRequest
{
    /// <summary>Its last day: not before its first, not after the last day it has already, and at most as far ahead as the country allows.</summary>
    [Required]
    public DateOnly Day { get; init; }

    /// <summary>Why, in the officer's words; the person reads it.</summary>
    [Required, Lines, MaxLength(2000)]
    public string Reason { get; init; } = "";
}

internal static class EndBenefit
{
    public static void Map(RouteGroupBuilder officers) =>
        officers.MapPost("/benefits/{number}/end", Handle).WithName("endBenefit").Fails(404, "benefit-not-found").Fails(409, "wrong-status", "own-record");

    /// <summary>Ends a benefit, with its certificate. The reason is kept for the person to see, who can apply again afterwards; what was paid for later months stays paid.</summary>
    public static async Task<Results<Ok<BenefitView>, Problem>> Handle(string number, JsonBody<BenefitEndRequest> body, Caller caller, SocialProtectionRules rules, CountryPack country,
        SocialProtectionDbContext db, PersonRecord record, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (request, faults, now) = (body.Value, body.Faults, clock.GetUtcNow().UtcDateTime);
        var canonical = Digits.Fold(number).ToUpperInvariant();
        if (await db.Persons.Include(person => person.Benefits).Include(person => person.Certificates).SingleOrDefaultAsync(person => person.Benefits.Any(benefit => benefit.Number == canonical)) is not { } person)
            return Problem.NotFound("benefit-not-found", "The fund knows no benefit with this number.");
        if (person.Id == caller.PersonId)
            return Problem.Conflict("own-record", "Nobody ends his own benefit.");

        var benefit = person.Benefits.Single(benefit => benefit.Number == canonical);
        var today = country.DayOf(now);
        var (canBeEnded, latest) = (benefit.CanBeEnded(today), today.AddMonths(rules.Limits.MonthsAhead));
        if (canBeEnded && benefit.Until is { } until && until < latest)
            latest = until;
        if (!faults.Has("/day"))
            faults.Unless(request.Day >= benefit.From && request.Day <= latest, "/day", "out-of-range", FormattableString.Invariant($"A day from {benefit.From:O} to {latest:O} is expected."));

        // A refusal tells of the benefit, too.
        db.Note(caller.Sees(person.Id, "end-benefit", Purpose.BenefitDecision, benefit.Number, "benefits"), now);
        if (faults.Any || !canBeEnded)
        {
            await db.SaveChangesAsync();
            return faults.Any ? Problem.Invalid(faults) : Problem.Conflict("wrong-status", "The benefit is over, or an officer has ended it.");
        }

        // Of two decisions about one person at the same moment, the later looks again.
        db.Touch(person);
        // A certificate does not say with which benefit it came; of a kind that has one, a person has one benefit at a time.
        var kind = rules.Benefits.GetValueOrDefault(benefit.Kind)?.Certificate;
        foreach (var certificate in person.Certificates.Where(certificate => certificate.Kind == kind && !(certificate.ValidFrom > benefit.Until) && certificate.ValidUntil > request.Day).ToList())
        {
            if (certificate.ValidFrom > request.Day)
                db.Remove(certificate);
            else
                certificate.ValidUntil = request.Day;
        }

        benefit.End(request.Day, request.Reason, caller, now);
        outbox.Publish(new PersonRecordsChanged { PersonIds = [person.Id] });
        await db.SaveChangesAsync();
        return TypedResults.Ok((await record.BenefitsOf(person.Id)).Single(view => view.Number == benefit.Number));
    }
}
