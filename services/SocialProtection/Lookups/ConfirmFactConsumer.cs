using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.DataSharing;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Messaging;

namespace Portal.SocialProtection.Lookups;

/// <summary>
/// Answers another institution's question under the country's data-sharing agreements: the least that serves, with one
/// access-log row in the same commit. A question outside every agreement is refused, and logged too.
/// </summary>
internal sealed class ConfirmFactConsumer(SocialProtectionDbContext db, Outbox<SocialProtectionDbContext> outbox, CountryPack country, TimeProvider clock) : IConsumer<ConfirmFact>
{
    private const string ValidDisabilityCertificate = "valid-disability-certificate";

    public async Task Consume(ConsumeContext<ConfirmFact> context)
    {
        var asked = context.Message;
        var now = clock.GetUtcNow().UtcDateTime;
        var allowed = country.Agreements.Any(agreement => agreement.Answers == SocialProtectionModule.Mailbox && agreement.Asks == asked.AskedBy
            && agreement.Question == asked.Question && agreement.Purpose == asked.Purpose);

        db.AccessLog.Add(new AccessLogEntry
        {
            PersonId = asked.PersonId, At = now, Institution = asked.AskedBy, Question = asked.Question, Purpose = asked.Purpose, Case = asked.Case, Answered = allowed,
        });
        outbox.Send(asked.AskedBy, allowed ? await Answer(asked, country.DayOf(now)) : No(asked, "no-agreement"));
    }

    private async Task<FactAnswered> Answer(ConfirmFact asked, DateOnly today)
    {
        if (asked.Question != ValidDisabilityCertificate)
            return No(asked, "unknown-question");
        var person = await db.Persons.AsNoTracking().Include(person => person.Certificates).SingleOrDefaultAsync(person => person.Id == asked.PersonId);
        return person?.DisabilityCertificateOn(today) is { } certificate
            ? new FactAnswered { Case = asked.Case, Question = asked.Question, Holds = true, ValidUntil = certificate.ValidUntil }
            : No(asked, "no-valid-certificate");
    }

    private static FactAnswered No(ConfirmFact asked, string reason) => new() { Case = asked.Case, Question = asked.Question, Holds = false, Reason = reason };
}
