using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Lookups;

/// <summary>The least that serves: yes or no, and how long it holds; of service also the years.</summary>
/// <param name="Holds">Whether the fact holds today.</param>
/// <param name="ValidUntil">Last day on which it holds, where that is known.</param>
/// <param name="Years">Whole years of service.</param>
/// <param name="Reason">Why not.</param>
internal sealed record Answer(bool Holds, DateOnly? ValidUntil = null, int? Years = null, string? Reason = null)
{
    public static Answer No(string reason) => new(false, Reason: reason);
}

/// <summary>Answers questions of other institutions from the facts of a person.</summary>
internal sealed class Answers(CountryPack country, SocialProtectionRules rules, TimeProvider clock)
{
    private static readonly Dictionary<string, Func<PersonFacts, DateOnly, Answer>> OfFacts = new(StringComparer.Ordinal)
    {
        ["is-insured"] = (facts, today) => facts.Work.Any(work => work.Period.Covers(today)) ? new Answer(true) : Answer.No("not-insured"),
        ["valid-disability-certificate"] = (facts, today) => facts.Disability.Where(period => period.Covers(today)).MaxBy(period => period.Until) is { } valid ? new Answer(true, valid.Until) : Answer.No("no-valid-certificate"),
        ["years-of-service"] = (facts, today) => Employment.ServiceMonths(facts.Work.Select(work => (work.Period.From, work.Period.Until)), today) / 12 is var years and > 0 ? new Answer(true, Years: years) : Answer.No("no-service"),
        ["receives-benefit"] = (facts, today) => facts.Benefits.Any(period => period.Covers(today)) ? new Answer(true) : Answer.No("no-benefit"),
    };

    public const string EmployerInArrears = "employer-in-arrears";

    private const string Unknown = "unknown";

    /// <summary>The questions there is an answer to.</summary>
    public static IReadOnlyList<string> Questions => [.. OfFacts.Keys, EmployerInArrears];

    public DateOnly Today => country.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>The agreement that lets an institution ask; null when there is none.</summary>
    public DataSharingAgreement? AgreementFor(string? institution, string question, string purpose) =>
        country.AgreementFor(institution, SocialProtectionModule.Mailbox, question, purpose);

    /// <summary>
    /// What is noted of a refusal. The person reads it, so nobody writes there what he likes: questions and purposes are
    /// those of the country, and only an institution has a case.
    /// </summary>
    public DataUse? Refused(DataUse? use) => use is null ? null : use.Refused() with
    {
        Action = rules.Questions.ContainsKey(use.Action) ? use.Action : Unknown,
        Purpose = rules.Purposes.ContainsKey(use.Purpose) ? use.Purpose : Unknown,
        Case = use.Institution.Length > 0 ? use.Case : "",
    };

    /// <summary>For whom the person works today.</summary>
    public List<string> EmployersOf(PersonFacts facts) => [.. facts.Work.Where(work => work.Period.Covers(Today)).Select(work => work.EmployerId).Distinct()];

    /// <summary>Answers; <paramref name="firstUnpaidMonth"/> tells the arrears of an employer. Null: the fund knows no such question.</summary>
    public async ValueTask<Answer?> To(string question, PersonFacts facts, Func<string, ValueTask<DateOnly?>> firstUnpaidMonth)
    {
        if (OfFacts.TryGetValue(question, out var answer))
            return answer(facts, Today);
        return question == EmployerInArrears ? await Arrears(facts, firstUnpaidMonth) : null;
    }

    private async ValueTask<Answer> Arrears(PersonFacts facts, Func<string, ValueTask<DateOnly?>> firstUnpaidMonth)
    {
        var employers = EmployersOf(facts);
        foreach (var employer in employers)
        {
            if (await firstUnpaidMonth(employer) is { } month && rules.Contributions.PayableBy(month) < Today)
                return new Answer(true);
        }

        return Answer.No(employers.Count == 0 ? "no-employer" : "not-in-arrears");
    }
}
