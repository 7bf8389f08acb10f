using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
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

/// <summary>A person who is not in the register yet.</summary>
public sealed record PersonRequest
{
    /// <summary>The person's number.</summary>
    [Required, Code, MaxLength(40)]
    public string Id { get; init; } = "";

    /// <summary>The social insurance number on the person's card; the fund gives one to whoever has none.</summary>
    [Code, MaxLength(40)]
    public string? InsuranceNumber { get; init; }

    /// <summary>Full name as written in the country.</summary>
    [Required, MaxLength(140)]
    public string Name { get; init; } = "";

    /// <summary>The same in Latin letters, where it is written in others.</summary>
    [MaxLength(140)]
    public string? LatinName { get; init; }

    /// <summary>Father's name.</summary>
    [MaxLength(140)]
    public string? FatherName { get; init; }

    /// <summary>Sex as registered at birth.</summary>
    [Required]
    public Sex Sex { get; init; }

    /// <summary>Date of birth, not before 1900.</summary>
    [Required]
    public DateOnly Born { get; init; }

    /// <summary>The officer's case; the person sees it.</summary>
    [Code, MaxLength(70)]
    public string? Case { get; init; }
}

internal static class EnterPerson
{
    public static void Map(RouteGroupBuilder officers) =>
        officers.MapPost("/persons", Handle).WithName("enterPerson").Fails(409, "person-exists", "insurance-number-taken", "own-record");

    /// <summary>Enters a person in the register; from then on employers can report him. He finds in "who read my data" which officer entered him, when and in which case.</summary>
    public static async Task<Results<Created<PersonView>, Problem>> Handle(
        JsonBody<PersonRequest> body, Caller caller, SocialProtectionDbContext db, PersonRecord record, SocialProtectionRules rules, CountryPack country, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (request, faults, now) = (body.Value, body.Faults, clock.GetUtcNow().UtcDateTime);
        var (id, insurance, today) = (country.PersonId.Canonical(request.Id), rules.InsuranceNumber.Canonical(request.InsuranceNumber ?? ""), country.DayOf(now));
        faults.Unless(id is not null, "/id", "bad-format", $"A {country.PersonId.Name} is expected.", expected: "person-number");
        faults.Unless(insurance is not null || request.InsuranceNumber is null, "/insuranceNumber", "bad-format", $"A {rules.InsuranceNumber.Name} is expected.", expected: "insurance-number");
        faults.Unless(request.Born >= PensionRules.EarliestBirth, "/born", "too-long-ago", FormattableString.Invariant($"A day from {PensionRules.EarliestBirth:O} on is expected."), expected: CorrectRecord.Iso(PensionRules.EarliestBirth));
        faults.Unless(request.Born <= today, "/born", "too-far-ahead", FormattableString.Invariant($"A day until {today:O} is expected."), expected: CorrectRecord.Iso(today));
        if (faults.Any)
            return Problem.Invalid(faults);
        if (id == caller.PersonId)
            return Problem.Conflict("own-record", "Nobody enters himself.");

        var met = await db.Persons.Where(other => other.Id == id || other.InsuranceNumber == insurance).Select(other => other.Id).ToListAsync();
        var use = caller.Sees(id!, "enter-person", Purpose.RecordKeeping, request.Case ?? "", "id,insuranceNumber,name,latinName,fatherName,sex,born");
        if (met.Contains(id!))
        {
            db.Note(use?.Refused(), now);
            await db.SaveChangesAsync();
            return Problem.Conflict("person-exists", "The fund has this person in its register.");
        }

        if (met.Count > 0)
        {
            db.Note(caller.Sees(met[0], "enter-person", Purpose.RecordKeeping, request.Case ?? "", "insuranceNumber")?.Refused(), now);
            await db.SaveChangesAsync();
            return Problem.Conflict("insurance-number-taken", "Another person has this social insurance number.");
        }

        db.Add(InsuredPerson.Enter(id!, insurance ?? NewNumber(rules.NewInsuranceNumber), request.Name.Trim(), request.LatinName?.Trim(), request.FatherName?.Trim(), request.Sex, request.Born));
        db.Note(use, now);
        outbox.Publish(new PersonRecordsChanged { PersonIds = [id!] });
        await db.SaveChangesAsync();
        return TypedResults.Created($"/api/social-protection/persons/{Uri.EscapeDataString(id!)}", (await record.Find(id))!);
    }

    /// <summary>One that nobody guesses. Should it be another's, the unique index lets this begin anew, with the next.</summary>
    private static string NewNumber(string form) => string.Concat(form.Select(place => place == '#' ? (char)('0' + RandomNumberGenerator.GetInt32(10)) : place));
}
