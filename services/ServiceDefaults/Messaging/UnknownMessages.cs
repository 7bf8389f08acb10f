using MassTransit;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// Stands before the mailbox, which MassTransit gives only messages that a consumer waits for. The others it would lay aside
/// in a queue that nobody looks into; so they fail here, like any message that could not be handled, and can be replayed.
/// </summary>
internal sealed class UnknownMessages(DeliveryLedger? ledger) : IFilter<ConsumeContext>
{
    public const string Reason = "There is no consumer for this message.";

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        await next.Send(context);
        if (context.ReceiveContext.IsDelivered)
            return;

        if (context.MessageId is { } messageId)
            ledger?.Failed(messageId, Reason);
        throw new InvalidOperationException(Reason);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unknownMessages");
}
