using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>
/// What mailboxes gave up on: on RabbitMQ each has a queue beside it, <c>&lt;service&gt;_error</c>, where MassTransit lays a
/// message with the reason in its headers.
/// </summary>
public sealed class ErrorQueues(Uri broker)
{
    private const string Fault = "MT-Fault-";
    private const int Most = 10_000;

    /// <summary>How headers begin that tell of the failure. Others are the sender's, such as the trace that the message belongs to.</summary>
    private static readonly string[] OfTheFailure = [Fault, "MT-Reason", "MT-Host-", "x-"];

    /// <summary>The messages of a service's error queue, oldest first. They stay there.</summary>
    public Task<List<FailedMessage>> List(string service) => With(service, confirms: false, async (channel, waiting) =>
    {
        var listed = new List<FailedMessage>();
        // What is taken and not acknowledged goes back when the channel closes.
        while (listed.Count < waiting && await channel.BasicGetAsync(Of(service), autoAck: false) is { } message)
            listed.Add(Read(service, message));
        return listed;
    });

    /// <summary>
    /// Puts the messages back into the mailbox, with the same ids, and returns them. One leaves the error queue only once
    /// the broker has confirmed it in the mailbox; should it be in both for that, the inbox drops the repeat.
    /// </summary>
    public Task<List<FailedMessage>> Replay(string service) => With(service, confirms: true, async (channel, waiting) =>
    {
        var replayed = new List<FailedMessage>();
        while (replayed.Count < waiting && await channel.BasicGetAsync(Of(service), autoAck: false) is { } message)
        {
            var properties = new BasicProperties(message.BasicProperties);
            foreach (var header in properties.Headers?.Keys.Where(name => Array.Exists(OfTheFailure, start => name.StartsWith(start, StringComparison.Ordinal))).ToList() ?? [])
                properties.Headers!.Remove(header);
            await channel.BasicPublishAsync("", service, mandatory: true, properties, message.Body);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
            replayed.Add(Read(service, message));
        }

        return replayed;
    });

    /// <summary>Name of a service's error queue.</summary>
    public static string Of(string service) => $"{service}_error";

    private async Task<List<FailedMessage>> With(string service, bool confirms, Func<IChannel, uint, Task<List<FailedMessage>>> work)
    {
        var factory = new ConnectionFactory { Uri = broker, ClientProvidedName = "error queues" };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(confirms, confirms));
        try
        {
            var queue = await channel.QueueDeclarePassiveAsync(Of(service));
            return await work(channel, Math.Min(queue.MessageCount, Most));
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // MassTransit makes the queue with the first failure.
            return [];
        }
    }

    private static FailedMessage Read(string service, BasicGetResult message)
    {
        var headers = message.BasicProperties.Headers;
        string? Header(string name) => headers?.TryGetValue(Fault + name, out var value) == true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;
        return new FailedMessage(service, message.BasicProperties.MessageId ?? "", TypeOf(message.Body), Header("Message") ?? Header("ExceptionType") ?? "no reason given",
            DateTime.TryParse(Header("Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? at : null);
    }

    private static string TypeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement.GetProperty("messageType")[0].GetString()!.Replace("urn:message:", "", StringComparison.Ordinal).Replace(':', '.');
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return "unreadable";
        }
    }
}

/// <summary>A message that a mailbox could not handle.</summary>
/// <param name="Service">Whose mailbox.</param>
/// <param name="MessageId">Its identity, the same however often it comes.</param>
/// <param name="Type">Full name of the message type.</param>
/// <param name="Reason">What its consumer failed with at last, or that it has none.</param>
/// <param name="At">When (UTC).</param>
public sealed record FailedMessage(string Service, string MessageId, string Type, string Reason, DateTime? At);
