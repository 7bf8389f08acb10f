using System.Text;
using Portal.ServiceDefaults.Messaging;
using Portal.TestSupport;
using RabbitMQ.Client;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A message that nobody can handle, on the full stack: where it ends, who sees it, and how it comes back.</summary>
public sealed class ErrorQueueTests : IAsyncLifetime
{
    private const string Service = "social-protection";
    private const string ConfirmFact = "Portal.Contracts.DataSharing.ConfirmFact";

    private readonly string messageId = Guid.NewGuid().ToString();
    private readonly string person = Guid.NewGuid().ToString("N");
    private IDisposable? alone;
    private RunningStack stack = null!;
    private IConnection connection = null!;
    private IChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        alone = await RunningStack.Alone();
        stack = RunningStack.Find()!;
        connection = await new ConnectionFactory { Uri = stack.Broker }.CreateConnectionAsync();
        channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        // It is there once anything has failed.
        await Declare(ErrorQueues.Of(Service));
    }

    public async ValueTask DisposeAsync()
    {
        if (alone is null)
            return;
        await TakeAway();
        await connection.DisposeAsync();
        alone.Dispose();
    }

    [Fact]
    public async Task A_poisonous_message_is_laid_aside_with_its_reason_and_shown_and_comes_back_when_replayed()
    {
        await NoOther();
        await Put(Service, """{ "person": 5 }""");

        var first = await Failed(_ => true);
        first.Type.ShouldBe(ConfirmFact);
        first.Reason.ShouldContain("personId");
        StackCrashTests.StackState(stack, new CrashLoad(stack.Address)).Faults().ShouldContain(fault => fault.Contains(messageId, StringComparison.Ordinal));
        (await RunningStack.Control("messages", "list-failed")).ShouldContain($"{Service}  {messageId}  ");
        (await Failed(_ => true)).ShouldBe(first);

        (await RunningStack.Control("messages", "replay")).ShouldContain($"{Service}: 1 message(s) are back in the mailbox");

        var second = await Failed(message => message.At > first.At);
        second.ShouldBe(first with { At = second.At });
    }

    [Fact]
    public async Task A_message_whose_cause_is_mended_is_handled_when_replayed()
    {
        await NoOther();
        await Put(ErrorQueues.Of(Service), $$"""{ "personId": "{{person}}", "question": "q", "purpose": "p", "case": "{{person}}", "askedBy": "customs" }""");

        await RunningStack.Control("messages", "replay");

        for (var patience = 0; patience < 200 && Asked() == 0; patience++)
            await Task.Delay(50);
        Asked().ShouldBe(1);
        (await new ErrorQueues(stack.Broker).List(Service)).ShouldNotContain(message => message.MessageId == messageId);
    }

    [Fact]
    public async Task A_replayed_message_keeps_its_trace_and_loses_what_tells_of_its_failure()
    {
        const string trace = "MT-Activity-Id";
        var service = $"nobody-{person}";
        await channel.QueueDeclareAsync(service, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueDeclareAsync(ErrorQueues.Of(service), durable: true, exclusive: false, autoDelete: false);
        var headers = new[] { trace, "MT-Fault-Message", "MT-Fault-StackTrace", "MT-Reason", "MT-Host-MachineName" };
        await channel.BasicPublishAsync("", ErrorQueues.Of(service), mandatory: true,
            new BasicProperties { MessageId = messageId, Headers = headers.ToDictionary<string, string, object?>(name => name, _ => "any") }, Encoding.UTF8.GetBytes("{}"));

        (await new ErrorQueues(stack.Broker).Replay(service)).ShouldHaveSingleItem();

        var replayed = (await channel.BasicGetAsync(service, autoAck: true)).ShouldNotBeNull();
        replayed.BasicProperties.Headers!.Keys.Where(name => name.StartsWith("MT-", StringComparison.Ordinal)).ShouldBe([trace]);
        await channel.QueueDeleteAsync(service, ifUnused: false, ifEmpty: false);
        await channel.QueueDeleteAsync(ErrorQueues.Of(service), ifUnused: false, ifEmpty: false);
    }

    /// <summary>A replay takes all that is there; what another test or a failure left would be counted, and gone.</summary>
    private async Task NoOther() => (await new ErrorQueues(stack.Broker).List(Service)).ShouldBeEmpty();

    private Task<QueueDeclareOk> Declare(string queue) => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false,
        new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 1_000_000 });

    private int Asked() => int.Parse(CrashTests.Rows(new Npgsql.NpgsqlConnection(stack.Database(Service)), $"SELECT count(*) FROM usage_log WHERE person_id = '{person}'")[0][0],
        System.Globalization.CultureInfo.InvariantCulture);

    private async Task Put(string queue, string message)
    {
        var envelope = $$"""{ "messageId": "{{messageId}}", "messageType": ["urn:message:Portal.Contracts.DataSharing:ConfirmFact"], "message": {{message}} }""";
        await channel.BasicPublishAsync("", queue, mandatory: true,
            new BasicProperties { MessageId = messageId, ContentType = "application/vnd.masstransit+json", Persistent = true }, Encoding.UTF8.GetBytes(envelope));
    }

    private async Task<FailedMessage> Failed(Func<FailedMessage, bool> wanted)
    {
        for (var patience = 0; patience < 300; patience++)
        {
            if ((await new ErrorQueues(stack.Broker).List(Service)).Find(message => message.MessageId == messageId && wanted(message)) is { } found)
                return found;
            await Task.Delay(50);
        }

        throw new TimeoutException("The message did not come into the error queue.");
    }

    /// <summary>What this test put into the queue; others are left alone.</summary>
    private async Task TakeAway()
    {
        while (await channel.BasicGetAsync(ErrorQueues.Of(Service), autoAck: false) is { } message)
        {
            if (message.BasicProperties.MessageId == messageId)
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }

        await channel.CloseAsync();
    }
}
