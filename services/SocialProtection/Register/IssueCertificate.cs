using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.SocialProtection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Applications;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Register;

/// <summary>The certificate of insured status, which nobody decides on; the others come with the grant of a benefit.</summary>
internal static class IssueCertificate
{
    public static void Map(RouteGroupBuilder commands) =>
        commands.MapPost("/persons/me/certificates", Handle).WithName("issueCertificate").Fails(404, "person-not-found").Fails(409, "not-insured");

    /// <summary>Certifies that the caller is insured today, for as long as the country says. One that still holds is given again.</summary>
    public static async Task<Results<Created<CertificateView>, Ok<CertificateView>, Problem>> Handle(
        Caller caller, SocialProtectionDbContext db, PersonRecord record, CountryPack country, SocialProtectionRules rules, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (id, now) = (caller.PersonId, clock.GetUtcNow().UtcDateTime);
        var today = country.DayOf(now);
        if (await db.Persons.Include(person => person.Certificates).Include(person => person.Employments).SingleOrDefaultAsync(person => person.Id == id) is not { } person)
            return ReadMyRecord.NotFound();
        if (!person.Employments.Any(employment => employment.Covers(today)))
            return Problem.Conflict("not-insured", "By the reports of employers you are not insured today.");
        if (person.Certificates.Where(one => one.Kind == CertificateKind.InsuredStatus && one.ValidFrom <= today && today <= one.ValidUntil).MaxBy(one => one.ValidUntil) is { } valid)
            return TypedResults.Ok(record.View(valid));

        // Of two requests at the same moment, the later looks again.
        db.Touch(person);
        var certificate = new Certificate
        {
            Number = ApplyForBenefit.NextNumber("C", now), PersonId = person.Id, Kind = CertificateKind.InsuredStatus, ValidFrom = today, ValidUntil = today.AddMonths(rules.Limits.CertificateMonths),
        };
        db.Add(certificate);
        outbox.Publish(new PersonRecordsChanged { PersonIds = [person.Id] });
        await db.SaveChangesAsync();
        return TypedResults.Created("/api/social-protection/persons/me/certificates", record.View(certificate));
    }
}
