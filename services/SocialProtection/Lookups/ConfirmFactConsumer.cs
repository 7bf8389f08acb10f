using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.DataSharing;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Consents;

namespace Portal.SocialProtection.Lookups;

/// <summary>
/// Answers another institution's question under the country's data-sharing agreements: the least that serves, with one
/// row of the usage log in the same commit. A question outside every agreement is refused, and noted too.
/// </summary>
internal sealed class ConfirmFactConsumer(SocialProtectionDbContext db, Outbox<SocialProtectionDbContext> outbox, Answers answers, TimeProvider clock) : IConsumer<ConfirmFact>
{
    public async Task Consume(ConsumeContext<ConfirmFact> context)
    {
        var asked = context.Message;
        var (answer, isAllowed) = await Answer(asked);
        var use = new DataUse
        {
            PersonId = asked.PersonId, Institution = asked.AskedBy, Reader = asked.AskedBy, IsSystem = true, Action = asked.Question, Purpose = asked.Purpose, Case = asked.Case, Fields = asked.Question,
        };
        db.Note(isAllowed ? use : answers.Refused(use), clock.GetUtcNow().UtcDateTime);
        outbox.Send(asked.AskedBy, new FactAnswered
        {
            Case = asked.Case, Question = asked.Question, Holds = answer.Holds, ValidUntil = answer.ValidUntil, Years = answer.Years, Reason = answer.Reason,
        });
    }

    private async Task<(Answer Answer, bool IsAllowed)> Answer(ConfirmFact asked)
    {
        if (answers.AgreementFor(asked.AskedBy, asked.Question, asked.Purpose) is not { } agreement)
            return (Lookups.Answer.No("no-agreement"), false);
        if (agreement.NeedsConsent && !await db.Consents.Consenting([asked.PersonId], agreement, answers.Today).AnyAsync())
            return (Lookups.Answer.No("no-consent"), false);
        var facts = (await PersonFacts.Load(db, [asked.PersonId])).GetValueOrDefault(asked.PersonId) ?? PersonFacts.Unknown(asked.PersonId);
        return await answers.To(asked.Question, facts, async employer => (await db.Reports.FirstUnpaidMonths([employer])).GetValueOrDefault(employer)) is { } answer
            ? (answer, true)
            : (Lookups.Answer.No("unknown-question"), false);
    }
}
