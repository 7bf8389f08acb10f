using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Consents;

/// <summary>A consent to give; the code lists say which there are.</summary>
public sealed record ConsentRequest
{
    /// <summary>Service name of the institution that may ask.</summary>
    [Required, Code, MaxLength(40)]
    public string Institution { get; init; } = "";

    /// <summary>What it may ask.</summary>
    [Required, Code, MaxLength(60)]
    public string Question { get; init; } = "";

    /// <summary>What for.</summary>
    [Required, Code, MaxLength(60)]
    public string Purpose { get; init; } = "";

    /// <summary>Last day on which it holds; at most as far ahead as the country allows.</summary>
    [Required]
    public DateOnly ValidUntil { get; init; }
}

/// <summary>A consent the caller gave.</summary>
/// <param name="Id">Identity.</param>
/// <param name="Institution">Service name of the institution that may ask.</param>
/// <param name="Question">What it may ask.</param>
/// <param name="Purpose">What for.</param>
/// <param name="GivenAt">When it was given (UTC).</param>
/// <param name="ValidUntil">Last day on which it holds.</param>
/// <param name="WithdrawnAt">When it was withdrawn (UTC).</param>
/// <param name="Holds">Whether the institution may ask now.</param>
public sealed record ConsentView(Guid Id, string Institution, string Question, string Purpose, DateTime GivenAt, DateOnly ValidUntil, DateTime? WithdrawnAt, bool Holds);

internal static class ConsentRoutes
{
    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder commands)
    {
        queries.MapGet("/consents", List).WithName("listMyConsents");
        commands.MapPost("/consents", Give).WithName("giveConsent").Fails(404, "person-not-found").Fails(409, "consent-already-given");
        commands.MapPost("/consents/{id:guid}/withdrawal", Withdraw).WithName("withdrawConsent").Fails(404, "consent-not-found", "not-found").Fails(409, "consent-already-withdrawn");
    }

    /// <summary>Lists the consents the caller gave, newest first, those withdrawn or over included.</summary>
    public static async Task<Ok<IReadOnlyList<ConsentView>>> List(Caller caller, SocialProtectionDbContext db, CountryPack country, TimeProvider clock)
    {
        var (person, today) = (caller.PersonId, country.DayOf(clock.GetUtcNow().UtcDateTime));
        var consents = await db.Consents.AsNoTracking().Where(consent => consent.PersonId == person).OrderByDescending(consent => consent.Id).ToListAsync();
        return TypedResults.Ok<IReadOnlyList<ConsentView>>([.. consents.Select(consent => View(consent, today))]);
    }

    /// <summary>Gives a consent: an institution may ask one question for one purpose until a day.</summary>
    public static async Task<Results<Created<ConsentView>, Problem>> Give(
        JsonBody<ConsentRequest> body, Caller caller, SocialProtectionDbContext db, PersonRecord record, SocialProtectionRules rules, CountryPack country, TimeProvider clock)
    {
        var (request, faults, now) = (body.Value, body.Faults, clock.GetUtcNow().UtcDateTime);
        var today = country.DayOf(now);
        var agreement = country.AgreementFor(request.Institution, SocialProtectionModule.Mailbox, request.Question, request.Purpose);
        if (!faults.Has("/institution") && !faults.Has("/question") && !faults.Has("/purpose"))
            faults.Unless(agreement is { NeedsConsent: true }, "/question", "no-such-consent", "No agreement lets this institution ask this, for this purpose, with consent.");
        if (!faults.Has("/validUntil"))
        {
            faults.Unless(request.ValidUntil >= today, "/validUntil", "ends-before-it-starts", "The consent would be over before it begins.");
            var latest = today.AddMonths(rules.Limits.ConsentMonths);
            faults.Unless(request.ValidUntil <= latest, "/validUntil", "too-far-ahead", FormattableString.Invariant($"A consent holds for {rules.Limits.ConsentMonths} months at most."), expected: latest.ToString("O", CultureInfo.InvariantCulture));
        }

        if (faults.Any)
            return Problem.Invalid(faults);
        if (!await record.Exists(caller.PersonId))
            return ReadMyRecord.NotFound();
        if (await db.Consents.Consenting([caller.PersonId!], agreement!, today).AnyAsync())
            return Problem.Conflict("consent-already-given", "You have given this consent, and it holds.");
        var consent = Consent.Give(caller.PersonId!, agreement!, request.ValidUntil, now);
        db.Add(consent);
        await db.SaveChangesAsync();
        return TypedResults.Created("/api/social-protection/consents", View(consent, today));
    }

    /// <summary>Withdraws a consent; the institution's next question is refused.</summary>
    public static async Task<Results<Ok<ConsentView>, Problem>> Withdraw(Guid id, Caller caller, SocialProtectionDbContext db, CountryPack country, TimeProvider clock)
    {
        var (person, now) = (caller.PersonId, clock.GetUtcNow().UtcDateTime);
        if (await db.Consents.SingleOrDefaultAsync(consent => consent.Id == id && consent.PersonId == person) is not { } consent)
            return Problem.NotFound("consent-not-found", "You have given no such consent.");
        consent.Withdraw(now);
        // Two that were given at the same moment are one to the person.
        foreach (var same in await db.Consents.Where(other => other.PersonId == person && other.Id != id && other.WithdrawnAt == null
            && other.Institution == consent.Institution && other.Question == consent.Question && other.Purpose == consent.Purpose).ToListAsync())
            same.Withdraw(now);
        await db.SaveChangesAsync();
        return TypedResults.Ok(View(consent, country.DayOf(now)));
    }

    private static ConsentView View(Consent consent, DateOnly today) => new(
        consent.Id, consent.Institution, consent.Question, consent.Purpose, consent.GivenAt, consent.ValidUntil, consent.WithdrawnAt, consent.WithdrawnAt is null && today <= consent.ValidUntil);
}
