using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>Every message between the services twice and in shuffled order, on the real broker and databases: the same end.</summary>
public sealed class ShuffledTests(Portals portals)
{
    private const int OfEachKind = 12;
    private const int Seed = 20260323;

    [Fact]
    public async Task Every_message_twice_and_in_shuffled_order_leads_to_the_same_end()
    {
        var undisturbed = await portals.In("az");
        await portals.In(Portals.Stack);
        var settings = await RunningStack.Find()!.Beside("shuffled", "customs", "social-protection");
        await using var portal = await PortalUnderTest.Start(settings: settings);
        var mailboxes = new Handled();
        portal.Services.GetRequiredService<IBus>().ConnectReceiveObserver(mailboxes);
        await using var shuffler = await Shuffler.Between(new Uri(settings["ConnectionStrings:rabbitmq"]!), Seed, "customs", "social-protection");

        var ends = await Task.WhenAll(Ends(portal), Ends(undisturbed));

        await Until(() => shuffler.IsDone && mailboxes.Count >= shuffler.Delivered && Count(settings, "customs", "SELECT count(*) FROM outbox") + Count(settings, "social-protection", "SELECT count(*) FROM outbox") == 0);
        ends[0].ShouldBe(ends[1]);
        shuffler.Delivered.ShouldBeGreaterThan(2 * 8 * OfEachKind);
        Count(settings, "social-protection", "SELECT count(*) FROM usage_log").ShouldBe(2 * OfEachKind);
        Count(settings, "customs", "SELECT count(*) FROM accounts WHERE balance <> (SELECT sum(amount) FROM account_entries WHERE owner = accounts.owner)").ShouldBe(0);
        foreach (var counted in new[] { "count(*)", "count(DISTINCT reference)" })
            Count(settings, "customs", $"SELECT {counted} FROM account_entries WHERE kind = 'Duties'").ShouldBe(4 * OfEachKind);
    }

    /// <summary>What became of declarations of every kind that were lodged at once, a line each.</summary>
    private static async Task<string[]> Ends(PortalUnderTest portal)
    {
        using var trader = await portal.As("trader");
        using var citizen = await portal.As("citizen");
        using var citizen2 = await portal.As("citizen2");
        var cases = Enumerable.Range(0, OfEachKind).SelectMany(_ => new (string Kind, HttpClient Client, JsonObject Declaration)[]
        {
            ("import", trader, portal.Example("lodgeDeclaration")), ("export", trader, Goods.Export(portal)),
            ("relief", citizen, Goods.CarWithRelief(portal)), ("no relief", citizen2, Goods.CarWithRelief(portal)),
        });
        // The money comes while the declarations wait for it.
        var lodging = cases.Select(async one => (one.Kind, one.Client, Mrn: await one.Client.Lodge(one.Declaration))).ToList();
        var paying = new[] { trader, citizen, citizen2 }.SelectMany(client => Enumerable.Repeat(client, 4)).Select(client => client.Deposit(1_000_000));
        await Task.WhenAll(paying);
        return [.. (await Task.WhenAll(lodging.Select(async one => await End(await one)))).Order(StringComparer.Ordinal)];
    }

    private static async Task<string> End((string Kind, HttpClient Client, string Mrn) one)
    {
        var declaration = await one.Client.UntilStatus(one.Mrn, "cleared");
        return $"{one.Kind}: {declaration["assessment"]!["total"]} {string.Join(' ', await one.Client.NotificationCodes(one.Mrn))}";
    }

    private static long Count(Dictionary<string, string?> settings, string database, string sql)
    {
        using var connection = new NpgsqlConnection(settings[$"ConnectionStrings:{database}"]);
        connection.Open();
#pragma warning disable CA2100 // The statements are those of these tests.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>What is on its way from one to the next is seen nowhere for a moment; so it must be so for a while.</summary>
    private static async Task Until(Func<bool> isSo)
    {
        var times = 0;
        for (var patience = 0; patience < 300; patience++)
        {
            times = isSo() ? times + 1 : 0;
            if (times == 5)
                return;
            await Task.Delay(100);
        }

        throw new TimeoutException("The messages did not come to an end.");
    }

    /// <summary>Counts the deliveries that the mailboxes are done with.</summary>
    private sealed class Handled : IReceiveObserver
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => CountOne();

        public Task ReceiveFault(ReceiveContext context, Exception exception) => CountOne();

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

        private Task CountOne()
        {
            Interlocked.Increment(ref count);
            return Task.CompletedTask;
        }
    }
}
