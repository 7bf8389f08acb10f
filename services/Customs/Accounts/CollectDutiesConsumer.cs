using MassTransit;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Customs;
using Portal.Customs.Declarations;

namespace Portal.Customs.Accounts;

/// <summary>Money has come: debit what waits for it, oldest first, as far as it goes.</summary>
internal sealed class CollectDutiesConsumer(CustomsDbContext db, DutyCollection duties) : IConsumer<CollectDuties>
{
    public async Task Consume(ConsumeContext<CollectDuties> context)
    {
        // A query sees only what is saved, and messages of one group share the unit of work.
        await db.SaveChangesAsync();
        var waiting = await db.Declarations.Where(declaration => declaration.DeclarantId == context.Message.AccountOwner && declaration.Status == DeclarationStatus.AwaitingPayment)
            .OrderBy(declaration => declaration.LodgedAt).ToListAsync();
        foreach (var declaration in waiting)
        {
            if (!await duties.Collect(declaration))
                break;
        }
    }
}
