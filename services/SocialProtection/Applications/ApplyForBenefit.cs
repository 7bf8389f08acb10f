using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Applications;

/// <summary>An application for a benefit.</summary>
public sealed record ApplicationRequest
{
    /// <summary>Which benefit; see code lists.</summary>
    [Required, Code, MaxLength(40)]
    public string Kind { get; init; } = "";

    /// <summary>An answer for each field the country asks for.</summary>
    [Required, MaxLength(50)]
    public IReadOnlyList<FieldAnswerRequest> Answers { get; init; } = [];
}

/// <summary>An answer to a field.</summary>
public sealed record FieldAnswerRequest
{
    /// <summary>Code of the field.</summary>
    [Required, Code, MaxLength(40)]
    public string Field { get; init; } = "";

    /// <summary>Text, a date like 2026-03-21, a number, a personal number, or the code of a choice, as the field's type says.</summary>
    [Required, MaxLength(200)]
    public string Value { get; init; } = "";
}

/// <summary>What is wrong with an application so far.</summary>
/// <param name="Faults">Every fault; none means that it could be submitted.</param>
public sealed record ApplicationCheck(IReadOnlyList<Fault> Faults);

internal static class ApplyForBenefit
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWX";

    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder commands)
    {
        queries.MapPost("/applications/check", CheckOnly).WithName("checkApplication");
        commands.MapPost("/applications", Handle).WithName("applyForBenefit").Fails(404, "person-not-found").Fails(409, "application-under-way", "benefit-runs-already");
    }

    /// <summary>Checks an application, be it half written, without submitting it. Faults are an answer here, not an error.</summary>
    public static Ok<ApplicationCheck> CheckOnly(JsonBody<ApplicationRequest> body, SocialProtectionRules rules, CountryPack country, TimeProvider clock)
    {
        Check(body, rules, country, country.DayOf(clock.GetUtcNow().UtcDateTime));
        return TypedResults.Ok(new ApplicationCheck(body.Faults.All));
    }

    /// <summary>Applies for a benefit. The code lists say which there are and what is asked.</summary>
    public static async Task<Results<Created<ApplicationView>, Problem>> Handle(
        JsonBody<ApplicationRequest> body, Caller caller, SocialProtectionDbContext db, SocialProtectionRules rules, CountryPack country, TimeProvider clock)
    {
        var (faults, now) = (body.Faults, clock.GetUtcNow().UtcDateTime);
        var today = country.DayOf(now);
        var (kind, answers) = Check(body, rules, country, today);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.Persons.SingleOrDefaultAsync(one => one.Id == caller.PersonId) is not { } applicant)
            return ReadMyRecord.NotFound();

        // Of two applications at the same moment, the later looks again.
        db.Touch(applicant);
        if (await db.Clash(kind!, applicant.Id, answers, today) is { } clash)
            return clash;

        var application = BenefitApplication.Submit(NextNumber("A", now), applicant.Id, kind!.Code, answers, now);
        db.Add(application);
        await db.SaveChangesAsync();
        return TypedResults.Created($"/api/social-protection/applications/{application.Number}", ApplicationView.Of(application, caller));
    }

    /// <summary>A letter, the year, and eight letters or digits nobody guesses.</summary>
    public static string NextNumber(string letter, DateTime now) =>
        string.Create(CultureInfo.InvariantCulture, $"{letter}{now:yy}-{RandomNumberGenerator.GetString(Alphabet, 8)}");

    private static (BenefitKind? Kind, List<FieldAnswer> Answers) Check(JsonBody<ApplicationRequest> body, SocialProtectionRules rules, CountryPack country, DateOnly today)
    {
        if (rules.Benefits.TryGetValue(body.Value.Kind, out var kind))
            return (kind, Check(body.Value.Answers, kind, country, today, body.Faults));
        body.Faults.Add("/kind", "unknown-benefit", "The country has no such benefit.");
        return (null, []);
    }

    private static List<FieldAnswer> Check(IReadOnlyList<FieldAnswerRequest> given, BenefitKind kind, CountryPack country, DateOnly today, Faults faults)
    {
        var answers = new List<FieldAnswer>();
        for (var i = 0; i < given.Count; i++)
        {
            var place = FormattableString.Invariant($"/answers/{i}");
            if (given[i] is not { } answer || faults.Has($"{place}/field"))
                continue;
            if (!kind.Fields.TryGetValue(answer.Field, out var field))
                faults.Add($"{place}/field", "unknown-field", "This is not asked for this benefit.");
            else if (answers.Any(other => other.Field == answer.Field))
                faults.Add($"{place}/field", "stands-twice", "This is answered already.");
            else if (!faults.Has($"{place}/value"))
                answers.Add(new FieldAnswer(field.Code, Read(answer.Value, field, $"{place}/value", country, today, faults)));
        }

        string[] missing = [.. kind.Fields.Values.Where(field => !field.IsOptional && !given.Any(answer => answer?.Field == field.Code)).Select(field => field.Code)];
        faults.Unless(missing.Length == 0, "/answers", "required", $"Answers are required to {string.Join(", ", missing)}.", expected: string.Join(',', missing));
        return answers;
    }

    /// <summary>The answer as it is kept; a fault is noted of one that is not of the field's type or form, or is a day that cannot be.</summary>
    private static string Read(string value, BenefitField field, string place, CountryPack country, DateOnly today, Faults faults)
    {
        var folded = Digits.Fold(value).Trim();
        if (field.Type == FieldType.Date && DateOnly.TryParseExact(folded, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200)
        {
            // Not every day can be: nobody is born tomorrow.
            var (earliest, latest) = (field.Earliest?.On(today), field.Latest?.On(today));
            faults.Unless(!(day < earliest), place, "too-long-ago", FormattableString.Invariant($"A day from {earliest:O} on is expected."), expected: earliest?.ToString("O", CultureInfo.InvariantCulture));
            faults.Unless(!(day > latest), place, "too-far-ahead", FormattableString.Invariant($"A day until {latest:O} is expected."), expected: latest?.ToString("O", CultureInfo.InvariantCulture));
            return folded;
        }

        var kept = field.Type switch
        {
            FieldType.Date => null,
            FieldType.Number => decimal.TryParse(folded, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? folded : null,
            FieldType.Person => country.PersonId.Canonical(value),
            FieldType.Choice => field.Choices.ContainsKey(folded) ? folded : null,
            FieldType.Text when field.Form is { } form => form.Canonical(value),
            _ => value.Trim(),
        };
        return kept ?? Wrong(field, place, country, faults);
    }

    private static string Wrong(BenefitField field, string place, CountryPack country, Faults faults)
    {
        var (described, expected) = field.Type switch
        {
            FieldType.Date => ("A date like 2026-03-21", "date"),
            FieldType.Number => ("A number", "number"),
            FieldType.Person => ($"A {country.PersonId.Name}", "person-number"),
            FieldType.Text when field.Form is { } form => ($"{form.Format.Name} like {form.Format.Example}", form.Code),
            _ => ($"One of {string.Join(", ", field.Choices.Keys)}", string.Join(',', field.Choices.Keys)),
        };
        faults.Add(place, "bad-format", $"{described} is expected.", expected: expected);
        return "";
    }
}
