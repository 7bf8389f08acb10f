using MassTransit;
using Portal.Contracts.SocialProtection;

namespace Portal.SocialProtection.Applications;

/// <summary>The documents an officer asked for should be there by now.</summary>
internal sealed class BenefitDocumentsDueConsumer(SocialProtectionDbContext db, TimeProvider clock) : IConsumer<BenefitDocumentsDue>
{
    public async Task Consume(ConsumeContext<BenefitDocumentsDue> context)
    {
        var application = await db.Applications.FindAsync(context.Message.Number);
        application?.LapseIfDocumentsMissing(context.Message.Deadline, clock.GetUtcNow().UtcDateTime);
    }
}
