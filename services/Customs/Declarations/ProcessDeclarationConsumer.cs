using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Customs;
using Portal.Contracts.DataSharing;
using Portal.Customs.Duties;
using Portal.ServiceDefaults.Messaging;

namespace Portal.Customs.Declarations;

/// <summary>Asks other agencies for the facts a relief needs; without such a need the declaration is assessed at once.</summary>
internal sealed class ProcessDeclarationConsumer(
    CustomsDbContext db, CustomsRules rules, DeclarationAssessment assessment, Outbox<CustomsDbContext> outbox, TimeProvider clock) : IConsumer<ProcessDeclaration>
{
    public async Task Consume(ConsumeContext<ProcessDeclaration> context)
    {
        var declaration = await db.Declarations.FindAsync(context.Message.Mrn);
        if (declaration is not { Status: DeclarationStatus.Registered } || declaration.Revision != context.Message.Revision)
            return;

        var needed = Needed(declaration).ToList();
        if (needed.Count == 0)
            await assessment.Assess(declaration);
        else
            Ask(declaration, needed);
    }

    private IEnumerable<Confirmation> Needed(Declaration declaration) =>
        declaration.Data.GoodsItems.Select(item => item.ReliefCode).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(code => rules.Reliefs.GetValueOrDefault(code)?.Confirmation).OfType<Confirmation>().Distinct();

    private void Ask(Declaration declaration, List<Confirmation> needed)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        declaration.AwaitConfirmations(needed, now);
        foreach (var confirmation in needed)
            outbox.Send(confirmation.Institution, new ConfirmFact
            {
                PersonId = declaration.PersonId ?? declaration.DeclarantId, Question = confirmation.Question, Purpose = confirmation.Purpose,
                Case = CaseOf(declaration), AskedBy = CustomsModule.Mailbox,
            });
        outbox.Send(CustomsModule.Mailbox, new ConfirmationDue { Mrn = declaration.Mrn, Revision = declaration.Revision }, now + rules.ConfirmationExpectedWithin);
    }

    /// <summary>The revision is part of the case, so that an answer to an amended declaration's old question is not taken for the new one's.</summary>
    internal static string CaseOf(Declaration declaration) => FormattableString.Invariant($"{declaration.Mrn}/{declaration.Revision}");
}

/// <summary>Reads the declarations of a group in one round trip.</summary>
internal sealed class DeclarationsAhead : IReadAhead<CustomsDbContext>
{
    public Task Read(CustomsDbContext db, IReadOnlyList<ConsumeContext> group)
    {
        string[] mrns = [.. group.Select(message => message.TryGetMessage<ProcessDeclaration>(out var process) ? process.Message.Mrn : null).OfType<string>()];
        return mrns.Length > 1 ? db.Declarations.Where(declaration => mrns.Contains(declaration.Mrn)).LoadAsync() : Task.CompletedTask;
    }
}
