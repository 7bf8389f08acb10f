namespace Portal.ServiceDefaults.Messaging;

/// <summary>A message that its sender has decided on; it leaves once the row is committed and stays until its delivery is proven.</summary>
public sealed class OutboxMessage
{
    /// <summary>Identity of the message, a version 7 UUID; the same however often it is sent.</summary>
    public Guid MessageId { get; init; }

    /// <summary>Full name of the message type: the wire contract.</summary>
    public required string MessageType { get; init; }

    /// <summary>The queue a command goes to; null for an event, which goes to whoever subscribed.</summary>
    public string? Destination { get; init; }

    /// <summary>The message as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>W3C trace context of the sender.</summary>
    public string? TraceParent { get; init; }

    /// <summary>
    /// From this moment (UTC) any relay may take the row. A timer is due later; what goes at once is leased to the process
    /// that wrote it, and a relay that takes a row leases it too.
    /// </summary>
    public DateTime DueAt { get; init; }

    /// <summary>How often its sending failed though the broker was there.</summary>
    public int Attempts { get; private set; }

    /// <summary>Set when it could not be delivered; such a row waits for an operator and blocks nobody.</summary>
    public DateTime? ParkedAt { get; private set; }

    /// <summary>Why it was parked.</summary>
    public string? ParkedReason { get; private set; }

    /// <summary>The message itself, where this process wrote it and it is to go at once.</summary>
    internal object? Message { get; init; }
}
