using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Consents;

namespace Portal.SocialProtection.Lookups;

/// <summary>One question about one person.</summary>
public sealed record LookupRequest
{
    /// <summary>The person's number.</summary>
    [Required, Code, MaxLength(40)]
    public string PersonId { get; init; } = "";

    /// <summary>What is asked; see code lists.</summary>
    [Required, Code, MaxLength(60)]
    public string Question { get; init; } = "";

    /// <summary>What for, as the agreement says.</summary>
    [Required, Code, MaxLength(60)]
    public string Purpose { get; init; } = "";

    /// <summary>The asker's own reference; the person sees it.</summary>
    [Required, Code, MaxLength(70)]
    public string Case { get; init; } = "";
}

/// <summary>One question about many persons.</summary>
public sealed record LookupBatchRequest
{
    /// <summary>The persons' numbers, at most 1,000.</summary>
    [Required, MinLength(1), MaxLength(1000)]
    public IReadOnlyList<string> PersonIds { get; init; } = [];

    /// <summary>What is asked; see code lists.</summary>
    [Required, Code, MaxLength(60)]
    public string Question { get; init; } = "";

    /// <summary>What for, as the agreement says.</summary>
    [Required, Code, MaxLength(60)]
    public string Purpose { get; init; } = "";

    /// <summary>The asker's own reference; the persons see it.</summary>
    [Required, Code, MaxLength(70)]
    public string Case { get; init; } = "";
}

/// <summary>The least that serves.</summary>
/// <param name="PersonId">The person's number.</param>
/// <param name="Holds">Whether the fact holds today; false also of persons the fund does not know.</param>
/// <param name="ValidUntil">Last day on which it holds, where that is known.</param>
/// <param name="Years">Whole years, of years-of-service.</param>
/// <param name="Reason">Why not: <c>not-insured</c>, <c>no-valid-certificate</c>, <c>no-service</c>, <c>not-in-arrears</c>, <c>no-employer</c>, <c>no-benefit</c>, and in a batch <c>no-consent</c>.</param>
public sealed record LookupAnswer(string PersonId, bool Holds, DateOnly? ValidUntil, int? Years, string? Reason);

/// <summary>Answers to a batch, in the order of the question.</summary>
/// <param name="Answers">One for each person.</param>
public sealed record LookupBatchAnswer(IReadOnlyList<LookupAnswer> Answers);

/// <summary>
/// What other institutions may ask, by their systems and officers: only by an agreement of the country pack, and with the
/// person's consent where it says so. The row in the usage log is durable before the answer, and before the refusal.
/// </summary>
internal static class AskLookup
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapPost("/lookups", One).WithName("lookUp").Fails(403, "no-institution", "no-agreement", "no-consent", "unknown-question");
        queries.MapPost("/lookups/batch", Many).WithName("lookUpMany").Fails(403, "no-institution", "no-agreement", "unknown-question");
    }

    /// <summary>Asks one question about one person. Answers the least that serves, and only under an agreement.</summary>
    public static async Task<Results<Ok<LookupAnswer>, Problem>> One(
        JsonBody<LookupRequest> body, Caller caller, Answers answers, FactCache facts, CountryPack country, IUsageWriter<SocialProtectionDbContext> usage, IServiceProvider services)
    {
        var (asked, faults) = (body.Value, body.Faults);
        var person = CheckPerson(asked.PersonId, "/personId", country, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        var use = caller.Sees(person, asked.Question, asked.Purpose, asked.Case, asked.Question);
        if (caller.Agency is null)
        {
            await usage.Note(answers.Refused(use));
            return NoInstitution();
        }

        var refusal = answers.AgreementFor(caller.Agency, asked.Question, asked.Purpose) is not { } agreement ? NoAgreement()
            : agreement.NeedsConsent && !await services.GetRequiredService<SocialProtectionDbContext>().Consents.Consenting([person], agreement, answers.Today).AnyAsync() ? NoConsent()
            : null;
        var answer = refusal is null ? await answers.To(asked.Question, await facts.Of(person), facts.FirstUnpaidMonth) : null;
        if (answer is null)
            refusal ??= UnknownQuestion();
        await usage.Note(refusal is null ? use : answers.Refused(use));
        return refusal is not null ? refusal : TypedResults.Ok(View(person, answer!));
    }

    /// <summary>Asks one question about up to 1,000 persons at once; whoever does not consent where that is needed is answered no-consent.</summary>
    public static async Task<Results<Ok<LookupBatchAnswer>, Problem>> Many(
        JsonBody<LookupBatchRequest> body, Caller caller, Answers answers, CountryPack country, IUsageWriter<SocialProtectionDbContext> usage, SocialProtectionDbContext db)
    {
        var (asked, faults) = (body.Value, body.Faults);
        var persons = asked.PersonIds.Select((id, index) => id is null ? "" : CheckPerson(id, FormattableString.Invariant($"/personIds/{index}"), country, faults)).ToList();
        if (faults.Any)
            return Problem.Invalid(faults);
        var distinct = persons.Distinct(StringComparer.Ordinal).ToList();
        if (caller.Agency is null || answers.AgreementFor(caller.Agency, asked.Question, asked.Purpose) is not { } agreement)
        {
            await usage.Note([.. distinct.Select(person => answers.Refused(Use(person)))]);
            return caller.Agency is null ? NoInstitution() : NoAgreement();
        }

        var consenting = agreement.NeedsConsent ? (await db.Consents.Consenting(distinct, agreement, answers.Today).ToListAsync()).ToHashSet(StringComparer.Ordinal) : null;
        var known = await PersonFacts.Load(db, distinct);
        var unpaid = asked.Question == Answers.EmployerInArrears ? await db.Reports.FirstUnpaidMonths([.. known.Values.SelectMany(facts => answers.EmployersOf(facts)).Distinct()]) : null;
        var given = new Dictionary<string, Answer>(distinct.Count, StringComparer.Ordinal);
        foreach (var person in distinct)
        {
            if (consenting?.Contains(person) == false)
                given[person] = Answer.No("no-consent");
            else if (await answers.To(asked.Question, known.GetValueOrDefault(person) ?? PersonFacts.Unknown(person), FirstUnpaidMonth) is { } answer)
                given[person] = answer;
        }

        await usage.Note([.. distinct.Select(person => given.TryGetValue(person, out var answer) && answer.Reason != "no-consent" ? Use(person) : answers.Refused(Use(person)))]);
        return given.Count < distinct.Count ? UnknownQuestion() : TypedResults.Ok(new LookupBatchAnswer([.. persons.Select(person => View(person, given[person]))]));

        DataUse? Use(string person) => caller.Sees(person, asked.Question, asked.Purpose, asked.Case, asked.Question) is { } use ? use with { IsBulk = true } : null;

        ValueTask<DateOnly?> FirstUnpaidMonth(string employer) => ValueTask.FromResult(unpaid?.GetValueOrDefault(employer));
    }

    private static string CheckPerson(string id, string place, CountryPack country, Faults faults)
    {
        var person = country.PersonId.Canonical(id);
        if (!faults.Has(place))
            faults.Unless(person is not null, place, "bad-format", $"A {country.PersonId.Name} is expected.");
        return person ?? "";
    }

    private static LookupAnswer View(string person, Answer answer) => new(person, answer.Holds, answer.ValidUntil, answer.Years, answer.Reason);

    private static Problem NoInstitution() => Problem.Forbidden("no-institution", "The token names no institution.");

    private static Problem NoAgreement() => Problem.Forbidden("no-agreement", "No agreement lets your institution ask this for this purpose.");

    private static Problem NoConsent() => Problem.Forbidden("no-consent", "The agreement asks for the person's consent, and there is none.");

    private static Problem UnknownQuestion() => Problem.Forbidden("unknown-question", "The fund has no answer to this question.");
}
