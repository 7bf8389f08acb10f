using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.SocialProtection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Register;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Applications;

/// <summary>A demand for documents.</summary>
public sealed record ApplicationDocumentsRequest
{
    /// <summary>Which documents; see code lists.</summary>
    [Required, MinLength(1), MaxLength(20)]
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Days until the application lapses without them, at least 1 and at most as many as the country allows.</summary>
    [Required]
    public int WithinDays { get; init; }

    /// <summary>Why they are needed.</summary>
    [Required, Lines, MaxLength(1000)]
    public string Remark { get; init; } = "";
}

/// <summary>A decision on an application, or on an appeal.</summary>
public sealed record ApplicationDecisionRequest
{
    /// <summary>Whether the benefit is granted.</summary>
    [Required]
    public bool Granted { get; init; }

    /// <summary>Its ground; see code lists.</summary>
    [Required, Code, MaxLength(40)]
    public string Ground { get; init; } = "";

    /// <summary>The reasons, in the officer's words; the applicant reads them.</summary>
    [Required, Lines, MaxLength(2000)]
    public string Reason { get; init; } = "";

    /// <summary>What is paid a month, where the country has not fixed it; only when granted.</summary>
    [Range(typeof(decimal), "0.01", "100000000", ParseLimitsInInvariantCulture = true)]
    public decimal? MonthlyAmount { get; init; }

    /// <summary>First day of the benefit; today unless told.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Degree of disability for the certificate, 1 the most severe, of as many as the country has.</summary>
    public int? Degree { get; init; }
}

/// <summary>What officers of the fund decide. Each decision is kept with its reason.</summary>
internal static class DecideApplications
{
    public static void Map(RouteGroupBuilder officers)
    {
        officers.MapPost("/applications/{number}/documents-request", RequestDocuments).WithName("requestApplicationDocuments").Fails(404, "application-not-found").Fails(409, "wrong-status", "own-application");
        officers.MapPost("/applications/{number}/decision", Decide).WithName("decideApplication").Fails(404, "application-not-found").Fails(409, "wrong-status", "own-decision", "own-application", "benefit-runs-already");
    }

    /// <summary>Asks the applicant for documents; without them the application lapses at the deadline.</summary>
    public static async Task<Results<Ok<ApplicationView>, Problem>> RequestDocuments(string number, JsonBody<ApplicationDocumentsRequest> body, Caller caller,
        SocialProtectionRules rules, SocialProtectionDbContext db, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (request, faults, now) = (body.Value, body.Faults, clock.GetUtcNow().UtcDateTime);
        for (var i = 0; i < request.Documents.Count; i++)
        {
            var place = FormattableString.Invariant($"/documents/{i}");
            faults.Unless(request.Documents[i] is { } code && rules.Documents.ContainsKey(code), place, "unknown-document", "The country has no such document.");
            faults.Unless(!request.Documents.Take(i).Contains(request.Documents[i]), place, "stands-twice", "This document is asked for already.");
        }

        if (request.WithinDays < 1 || request.WithinDays > rules.Limits.DaysForDocuments)
            faults.AddOutOfRange("/withinDays", 1, rules.Limits.DaysForDocuments);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.Applications.VisibleTo(caller).Find(number) is not { } application)
            return ApplicationQueries.NotFound();
        if (application.PersonId == caller.PersonId)
            return OwnApplication();

        var deadline = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddDays(request.WithinDays);
        return await Do(application, caller, db, now, () =>
        {
            application.RequestDocuments(request.Documents, deadline, request.Remark, caller, now);
            outbox.Send(SocialProtectionModule.Mailbox, new BenefitDocumentsDue { Number = application.Number, Deadline = deadline }, deadline);
            return null;
        });
    }

    /// <summary>Grants or refuses, with ground and reasons. On an appeal another officer than the one who refused decides, and that is the fund's last word. A grant enters the benefit, and its certificate, into the register.</summary>
    public static async Task<Results<Ok<ApplicationView>, Problem>> Decide(string number, JsonBody<ApplicationDecisionRequest> body, Caller caller,
        SocialProtectionRules rules, CountryPack country, SocialProtectionDbContext db, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (request, faults, now) = (body.Value, body.Faults, clock.GetUtcNow().UtcDateTime);
        if (!faults.Has("/ground"))
            faults.Unless(rules.Grounds.TryGetValue(request.Ground, out var ground) && ground.IsForGrant != !request.Granted, "/ground", "unknown-ground", "The country has no such ground for this decision.");
        if (request.MonthlyAmount is { } given)
            faults.Unless(request.Granted && country.Round(given) == given, "/monthlyAmount", "not-for-this", FormattableString.Invariant($"An amount goes with a grant, and {country.Currency.Code} has {country.Currency.Decimals} decimals."));
        if (request.Degree < 1 || request.Degree > rules.Limits.DegreesOfDisability)
            faults.AddOutOfRange("/degree", 1, rules.Limits.DegreesOfDisability);
        if (await db.Applications.VisibleTo(caller).Find(number) is not { } application)
            return ApplicationQueries.NotFound();
        if (application.PersonId == caller.PersonId)
            return OwnApplication();
        var kind = rules.Benefits[application.Kind];
        var amount = request.MonthlyAmount ?? kind.MonthlyAmount;
        faults.Unless(!request.Granted || amount is not null, "/monthlyAmount", "required", "The country fixes no amount for this benefit.");
        faults.Unless(!request.Granted || kind.Certificate != CertificateKind.Disability || request.Degree is not null, "/degree", "required", "The certificate says the degree of disability.");
        var (today, limits) = (country.DayOf(now), rules.Limits);
        var from = request.From ?? today;
        faults.Unless(from >= limits.RecordsFrom && from <= today.AddMonths(limits.MonthsAhead), "/from", "out-of-range",
            FormattableString.Invariant($"A benefit begins on a day from {limits.RecordsFrom:O} to {today.AddMonths(limits.MonthsAhead):O}."));
        if (request.Granted && !faults.Has("/from") && kind.EndOf(from, today, application.Answers) is { } end)
            faults.Unless(end >= from, "/from", "out-of-range", FormattableString.Invariant($"The benefit would end on {end:O}, before it begins."));
        if (faults.Any)
            return await Do(application, caller, db, now, () => Problem.Invalid(faults));
        if (!request.Granted)
            return await Do(application, caller, db, now, () =>
            {
                application.Refuse(new Verdict(request.Ground, request.Reason, null), today.AddDays(kind.AppealWithinDays), caller, now);
                return null;
            });

        var person = await db.Persons.SingleAsync(person => person.Id == application.PersonId);
        var runs = await db.Runs(kind, person.Id, application.Answers, from);
        return await Do(application, caller, db, now, () =>
        {
            application.MustBeDecidedBy(caller);
            if (runs)
                return BenefitQueries.RunsAlready();
            // Of two grants to one person at the same moment, the later looks again.
            db.Touch(person);
            Grant(application, kind, new Verdict(request.Ground, request.Reason, amount), from, today, request.Degree, caller, db, outbox, now);
            return null;
        });
    }

    private static Problem OwnApplication() => Problem.Conflict("own-application", "Nobody decides on his own application.");

    /// <summary>Carries it out. Whoever is refused has learned something of the applicant all the same: that he saw the application is noted either way.</summary>
    private static async Task<Results<Ok<ApplicationView>, Problem>> Do(BenefitApplication application, Caller caller, SocialProtectionDbContext db, DateTime now, Func<Problem?> step)
    {
        db.Note(application.Seen(caller, "decide-application"), now);
        Problem? refused;
        try
        {
            refused = step();
        }
        catch (Refusal refusal)
        {
            refused = Problem.Conflict(refusal.Code, refusal.Message);
        }

        await db.SaveChangesAsync();
        return refused is null ? TypedResults.Ok(ApplicationView.Of(application, caller)) : refused;
    }

    private static void Grant(BenefitApplication application, BenefitKind kind, Verdict verdict, DateOnly from, DateOnly today, int? degree, Caller caller, SocialProtectionDbContext db, Outbox<SocialProtectionDbContext> outbox, DateTime now)
    {
        var benefit = new Benefit
        {
            Number = ApplyForBenefit.NextNumber("B", now), PersonId = application.PersonId, Kind = kind.Code, From = from, Until = kind.EndOf(from, today, application.Answers), MonthlyAmount = verdict.MonthlyAmount!.Value,
        };
        application.Grant(benefit.Number, verdict, caller, now);
        db.Add(benefit);
        if (kind.Certificate is { } certificate)
            db.Add(new Certificate { Number = ApplyForBenefit.NextNumber("C", now), PersonId = application.PersonId, Kind = certificate, Degree = certificate == CertificateKind.Disability ? degree : null, ValidFrom = from, ValidUntil = kind.CertifiedUntil(from, today) });
        outbox.Publish(new PersonRecordsChanged { PersonIds = [application.PersonId] });
    }
}
