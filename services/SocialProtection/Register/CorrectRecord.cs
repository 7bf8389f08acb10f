using System.ComponentModel.DataAnnotations;
using System.Globalization;
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

/// <summary>A change an officer made to a person's record; kept for good.</summary>
public sealed class Correction
{
    /// <summary>Order of writing.</summary>
    public long Id { get; private set; }

    /// <summary>Whose record.</summary>
    public required string PersonId { get; init; }

    /// <summary>Which field.</summary>
    public required CorrectableField Field { get; init; }

    /// <summary>Which employment, for its fields.</summary>
    public Guid? EmploymentId { get; init; }

    /// <summary>What stood there.</summary>
    public string? Before { get; init; }

    /// <summary>What stands there now.</summary>
    public string? After { get; init; }

    /// <summary>Why, in the officer's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Subject of the officer's token.</summary>
    public required string Officer { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }
}

/// <summary>What can be corrected. Contributions are corrected by their employer, with a new report.</summary>
public enum CorrectableField
{
    /// <summary>Full name.</summary>
    Name,

    /// <summary>Name in Latin letters.</summary>
    LatinName,

    /// <summary>Father's name.</summary>
    FatherName,

    /// <summary>Date of birth.</summary>
    Born,

    /// <summary>First day of an employment.</summary>
    EmploymentFrom,

    /// <summary>Last day of an employment.</summary>
    EmploymentUntil,
}

/// <summary>A correction of one field.</summary>
public sealed record CorrectionRequest
{
    /// <summary>Which field.</summary>
    [Required]
    public CorrectableField Field { get; init; }

    /// <summary>Which employment, for its fields; see the person's employment.</summary>
    [Code, MaxLength(36)]
    public string? EmploymentId { get; init; }

    /// <summary>What shall stand there; dates like 1988-04-12.</summary>
    [Required, MaxLength(140)]
    public string Value { get; init; } = "";

    /// <summary>Why; the person sees it.</summary>
    [Required, Lines, MaxLength(500)]
    public string Reason { get; init; } = "";
}

/// <summary>A correction, as the person and officers see it.</summary>
/// <param name="Field">Which field.</param>
/// <param name="EmploymentId">Which employment.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
/// <param name="Reason">Why.</param>
/// <param name="Officer">Who changed it.</param>
/// <param name="At">When (UTC).</param>
public sealed record CorrectionView(CorrectableField Field, Guid? EmploymentId, string? Before, string? After, string Reason, string Officer, DateTime At);

internal static class CorrectRecord
{
    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder officerQueries, RouteGroupBuilder officers)
    {
        queries.MapGet("/persons/me/corrections", Mine).WithName("listMyCorrections");
        officerQueries.MapGet("/persons/{id}/corrections", List).WithName("listCorrections").Fails(400, "invalid-request").Fails(404, "person-not-found");
        officers.MapPost("/persons/{id}/corrections", Handle).WithName("correctRecord").Fails(404, "person-not-found").Fails(409, "nothing-to-correct", "own-record");
    }

    /// <summary>Corrects one field of a person's record; what stood there before is kept, with the reason, for the person to see.</summary>
    public static async Task<Results<Ok<CorrectionView>, Problem>> Handle(
        string id, JsonBody<CorrectionRequest> body, Caller caller, SocialProtectionDbContext db, CountryPack country, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (request, faults, now) = (body.Value, body.Faults, clock.GetUtcNow().UtcDateTime);
        var canonical = country.PersonId.Canonical(id);
        if (await db.Persons.Include(person => person.Employments).SingleOrDefaultAsync(person => person.Id == canonical) is not { } person)
            return ReadMyRecord.NotFound();
        if (person.Id == caller.PersonId)
            return Problem.Conflict("own-record", "Nobody corrects his own record.");

        var employment = person.Employments.FirstOrDefault(employment => employment.Id.ToString().Equals(request.EmploymentId, StringComparison.OrdinalIgnoreCase));
        var isOfEmployment = request.Field is CorrectableField.EmploymentFrom or CorrectableField.EmploymentUntil;
        if (!faults.Has("/field"))
            faults.Unless(isOfEmployment == employment is not null && (isOfEmployment || request.EmploymentId is null), "/employmentId", "unknown-employment", "Fields of an employment, and only they, name one of the person's employments.");
        var isDate = isOfEmployment || request.Field == CorrectableField.Born;
        DateOnly day = default;
        if (isDate && !faults.Has("/value"))
            faults.Unless(DateOnly.TryParseExact(Digits.Fold(request.Value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
                && day >= PensionRules.EarliestBirth && day <= country.DayOf(now), "/value", "bad-format", "A date from 1900-01-01 to today is expected.");
        if (employment is not null && isDate)
            faults.Unless(request.Field == CorrectableField.EmploymentFrom ? !(employment.Until < day) : day >= employment.From, "/value", "ends-before-it-starts", "The employment would end before it starts.");
        if (faults.Any)
            return Problem.Invalid(faults);

        var (before, after) = Change(person, employment, request.Field, request.Value.Trim(), day);
        db.Note(caller.Sees(person.Id, "correct-record", Purpose.RecordKeeping, "", PersonRecord.CodeOf(request.Field)), now);
        if (before == after)
        {
            await db.SaveChangesAsync();
            return Problem.Conflict("nothing-to-correct", "That is what stands there.");
        }

        db.Touch(person);
        var correction = new Correction
        {
            PersonId = person.Id, Field = request.Field, EmploymentId = employment?.Id, Before = before, After = after, Reason = request.Reason, Officer = caller.Subject, At = now,
        };
        db.Add(correction);
        outbox.Publish(new PersonRecordsChanged { PersonIds = [person.Id] });
        await db.SaveChangesAsync();
        return TypedResults.Ok(View(correction));
    }

    /// <summary>Lists what officers corrected in the caller's record, newest first.</summary>
    public static async Task<Ok<IReadOnlyList<CorrectionView>>> Mine(Caller caller, SocialProtectionDbContext db) => TypedResults.Ok(await Of(db, caller.PersonId));

    /// <summary>Lists what officers corrected in a person's record, newest first.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static async Task<Results<Ok<IReadOnlyList<CorrectionView>>, Problem>> List(
        string id, Caller caller, SocialProtectionDbContext db, Reading reading, PersonRecord record, [Required] string? purpose, string? @case)
    {
        var faults = new Faults();
        reading.Check(purpose, @case, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (reading.Canonical(id) is not { } person || !await record.Exists(person))
            return ReadMyRecord.NotFound();
        await reading.Note(caller, [person], "read-record", purpose!, @case, "corrections");
        return TypedResults.Ok(await Of(db, person));
    }

    private static async Task<IReadOnlyList<CorrectionView>> Of(SocialProtectionDbContext db, string? person) =>
        [.. (await db.Corrections.AsNoTracking().Where(correction => correction.PersonId == person).OrderByDescending(correction => correction.Id).ToListAsync()).Select(View)];

    private static CorrectionView View(Correction correction) => new(
        correction.Field, correction.EmploymentId, correction.Before, correction.After, correction.Reason, correction.Officer, correction.At);

    private static (string? Before, string? After) Change(InsuredPerson person, Employment? employment, CorrectableField field, string value, DateOnly day)
    {
        string? before;
        switch (field)
        {
            case CorrectableField.Name:
                before = person.Name;
                person.Rename(value, person.LatinName, person.FatherName);
                return (before, value);
            case CorrectableField.LatinName:
                before = person.LatinName;
                person.Rename(person.Name, value, person.FatherName);
                return (before, value);
            case CorrectableField.FatherName:
                before = person.FatherName;
                person.Rename(person.Name, person.LatinName, value);
                return (before, value);
            case CorrectableField.Born:
                before = Iso(person.Born);
                person.CorrectBirth(day);
                return (before, Iso(day));
            case CorrectableField.EmploymentFrom:
                before = Iso(employment!.From);
                employment.From = day;
                return (before, Iso(day));
            default:
                before = employment!.Until is { } until ? Iso(until) : null;
                employment.Until = day;
                return (before, Iso(day));
        }
    }

    internal static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
