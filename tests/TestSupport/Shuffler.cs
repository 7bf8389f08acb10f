using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Portal.TestSupport;

/// <summary>
/// Stands in the broker between the senders and the mailboxes: holds what comes for a moment, and delivers every message
/// twice, in an order of its own.
/// </summary>
public sealed class Shuffler : IAsyncDisposable
{
    private static readonly TimeSpan HeldFor = TimeSpan.FromMilliseconds(100);

    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly Random random;
    private readonly ConcurrentQueue<Copy> held = new();
    private readonly CancellationTokenSource stopping = new();
    private Task shuffling = Task.CompletedTask;
    private int delivered;
    private int again;

    private Shuffler(IConnection connection, IChannel channel, int seed) => (this.connection, this.channel, random) = (connection, channel, new Random(seed));

    /// <summary>How many messages were delivered, repeats counted.</summary>
    public int Delivered => Volatile.Read(ref delivered);

    /// <summary>Whether every message that came has been delivered twice.</summary>
    public bool IsDone => held.IsEmpty && Volatile.Read(ref again) == 0;

    /// <summary>Takes the place of the services' mailboxes.</summary>
    public static async Task<Shuffler> Between(Uri broker, int seed, params string[] services)
    {
        var connection = await new ConnectionFactory { Uri = broker, ClientProvidedName = "shuffler" }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var shuffler = new Shuffler(connection, channel, seed);
        foreach (var service in services)
            await shuffler.Hold(service);
        shuffler.shuffling = shuffler.Shuffle();
        return shuffler;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await shuffling;
        await channel.DisposeAsync();
        await connection.DisposeAsync();
        stopping.Dispose();
    }

    private async Task Hold(string service)
    {
        var queue = (await channel.QueueDeclareAsync($"{service}-held", durable: true, exclusive: false, autoDelete: false)).QueueName;
        await channel.QueueBindAsync(queue, service, "");
        await channel.QueueUnbindAsync(service, service, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            held.Enqueue(new Copy(service, new BasicProperties(message.BasicProperties), message.Body.ToArray()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    private async Task Shuffle()
    {
        var second = new List<Copy>();
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(HeldFor, CancellationToken.None);
            var copies = second.ToList();
            second.Clear();
            while (held.TryDequeue(out var first))
            {
                copies.Add(first);
                // The repeat comes in the same batch, or late.
                (random.Next(2) == 0 ? copies : second).Add(first);
            }

            Volatile.Write(ref again, copies.Count + second.Count);
            foreach (var copy in copies.OrderBy(_ => random.Next()).ToList())
            {
                await channel.BasicPublishAsync("", copy.Service, mandatory: true, copy.Properties, copy.Body);
                Interlocked.Increment(ref delivered);
            }

            Volatile.Write(ref again, second.Count);
        }
    }

    private sealed record Copy(string Service, BasicProperties Properties, byte[] Body);
}
