using System.Collections.Concurrent;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// The in-memory transport confirms nothing and forgets on a crash. So in one process the proof of delivery is the
/// consumer's own commit: the relay expects it here, the mailbox reports it, and only then does the outbox row go.
/// </summary>
internal sealed class DeliveryLedger
{
    private readonly ConcurrentDictionary<Guid, Expected> expected = new();

    /// <summary>Expects <paramref name="mailboxes"/> mailboxes to consume the message; <paramref name="settled"/> gets the failure, or null.</summary>
    public void Expect(Guid messageId, int mailboxes, Action<string?> settled)
    {
        if (mailboxes == 0)
            settled(null);
        else
            expected[messageId] = new Expected(mailboxes, settled);
    }

    /// <summary>A mailbox has committed what the message caused.</summary>
    public void Consumed(Guid messageId)
    {
        if (expected.TryGetValue(messageId, out var message) && message.OneLess())
            Settle(messageId, null);
    }

    /// <summary>A mailbox gave up on the message.</summary>
    public void Failed(Guid messageId, string reason) => Settle(messageId, reason);

    private void Settle(Guid messageId, string? reason)
    {
        if (expected.TryRemove(messageId, out var message))
            message.Settled(reason);
    }

    private sealed class Expected(int mailboxes, Action<string?> settled)
    {
        private int left = mailboxes;

        public Action<string?> Settled => settled;

        public bool OneLess() => Interlocked.Decrement(ref left) == 0;
    }
}
