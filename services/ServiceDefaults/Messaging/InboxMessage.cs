namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// Proof that this service has consumed a message. A service has one mailbox, and all its consumers of a message
/// run in one commit, so the message id alone is the key.
/// </summary>
public sealed class InboxMessage
{
    /// <summary>Identity of the message.</summary>
    public Guid MessageId { get; init; }

    /// <summary>When its effects were committed (UTC).</summary>
    public DateTime ConsumedAt { get; init; }
}
