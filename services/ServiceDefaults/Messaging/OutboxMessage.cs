namespace Portal.ServiceDefaults.Messaging;

/// <summary>A message that its sender has decided on; it leaves once the row is committed and stays until its delivery is proven.</summary>
public sealed class OutboxMessage
{
    /// <summary>Order of writing.</summary>
    public long Id { get; private set; }

    /// <summary>Identity of the message; the same however often it is sent.</summary>
    public Guid MessageId { get; init; }

    /// <summary>Full name of the message type: the wire contract.</summary>
    public required string MessageType { get; init; }

    /// <summary>The queue a command goes to; null for an event, which goes to whoever subscribed.</summary>
    public string? Destination { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>W3C trace context of the sender.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Not sent before this moment (UTC): a timer is a message due later.</summary>
    public DateTime DueAt { get; init; }

    /// <summary>Set when it could not be delivered; such a row waits for an operator and blocks nobody.</summary>
    public DateTime? ParkedAt { get; private set; }

    /// <summary>Why it was parked.</summary>
    public string? ParkedReason { get; private set; }
}
