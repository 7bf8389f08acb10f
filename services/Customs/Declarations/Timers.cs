using MassTransit;
using Portal.Contracts.Customs;
using Portal.Customs.Accounts;

namespace Portal.Customs.Declarations;

/// <summary>The documents an officer asked for should be there by now.</summary>
internal sealed class DocumentsDueConsumer(CustomsDbContext db, DutyCollection duties, TimeProvider clock) : IConsumer<DocumentsDue>
{
    public async Task Consume(ConsumeContext<DocumentsDue> context)
    {
        if (await db.Declarations.FindAsync(context.Message.Mrn) is { } declaration
            && declaration.LapseIfDocumentsMissing(context.Message.Deadline, clock.GetUtcNow().UtcDateTime))
            await duties.Refund(declaration);
    }
}

/// <summary>Another agency should have answered by now.</summary>
internal sealed class ConfirmationDueConsumer(CustomsDbContext db, TimeProvider clock) : IConsumer<ConfirmationDue>
{
    public async Task Consume(ConsumeContext<ConfirmationDue> context)
    {
        if (await db.Declarations.FindAsync(context.Message.Mrn) is { } declaration && declaration.Revision == context.Message.Revision)
            declaration.NoteLateConfirmation(clock.GetUtcNow().UtcDateTime);
    }
}
