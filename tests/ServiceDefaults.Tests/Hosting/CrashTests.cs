using Microsoft.Data.Sqlite;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>The promise of outbox and inbox, kept on the real program: <c>kill -9</c> at any moment loses nothing and doubles nothing.</summary>
public sealed class CrashTests
{
    private const int Kills = 8;
    private const int Seed = 20260321;

    private readonly string folder = PortalProcess.NewFolder();
    private readonly Uri address = new($"http://127.0.0.1:{PortalProcess.FreePort()}");

    [Fact]
    public async Task Whenever_the_portal_is_killed_every_accepted_declaration_ends_where_it_should_once()
    {
        var load = new CrashLoad(address);
        using var client = new HttpClient { BaseAddress = address };
        await KillAgainAndAgain(load, client, new Random(Seed));

        using (var portal = Start())
        {
            await portal.UntilReady(client);
            await load.Finish();
            await UntilDone(portal);
        }

        load.Accepted.Count.ShouldBeGreaterThan(Kills * 5);
        CheckDeclarations(load);
        CheckAccounts(load);
        CheckMessages(load);
    }

    /// <summary>Mostly in the middle of the work, some milliseconds after an answer; sometimes while it starts.</summary>
    private async Task KillAgainAndAgain(CrashLoad load, HttpClient client, Random random)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            using var portal = Start();
            if (kill % 4 == 3)
            {
                await Task.Delay(random.Next(200, 2500));
                portal.Kill();
                continue;
            }

            await portal.UntilReady(client);
            if (kill == 0)
                await load.Prepare(client);
            var enough = load.Answered + random.Next(5, 60);
            var running = load.Run();
            while (load.Answered < enough && !running.IsCompleted)
                await Task.Delay(1);
            await Task.Delay(random.Next(0, 25));
            portal.Kill();
            await running;
        }
    }

    private PortalProcess Start() => PortalProcess.Start(["--data", folder, "--urls", address.ToString().TrimEnd('/')]);

    /// <summary>Late answers are looked for after twenty seconds, so the last timer takes that long.</summary>
    private async Task UntilDone(PortalProcess portal)
    {
        for (var patience = 0; patience < 900; patience++)
        {
            if (Number("customs", "SELECT count(*) FROM outbox") + Number("social-protection", "SELECT count(*) FROM outbox")
                + Number("customs", "SELECT count(*) FROM declarations WHERE status <> 'Cleared'") == 0)
                return;
            portal.HasExited.ShouldBeFalse();
            await Task.Delay(100);
        }

        Rows("customs", "SELECT status, count(*) FROM declarations GROUP BY status").ShouldBeEmpty("still under way");
        Rows("customs", "SELECT message_type, parked_reason FROM outbox").ShouldBeEmpty("still in the outbox");
    }

    private void CheckDeclarations(CrashLoad load)
    {
        var stored = Rows("customs", "SELECT functional_reference_id, mrn FROM declarations").ToDictionary(row => row[0], row => row[1]);
        stored.ShouldBe(load.Accepted.ToDictionary(), ignoreOrder: true);

        Rows("customs", "SELECT mrn FROM notifications GROUP BY mrn HAVING min(sequence) <> 1 OR max(sequence) <> count(*)").ShouldBeEmpty("notifications have gaps");
        foreach (var code in new[] { "Rcv", "Acc", "Tax", "Rog", "Cle" })
            Rows("customs", $"SELECT d.mrn FROM declarations d WHERE (SELECT count(*) FROM notifications n WHERE n.mrn = d.mrn AND n.code = '{code}') <> 1").ShouldBeEmpty($"{code} is missing or doubled");
    }

    private void CheckAccounts(CrashLoad load)
    {
        foreach (var account in Rows("customs", "SELECT owner, balance FROM accounts"))
            Rows("customs", $"SELECT amount FROM account_entries WHERE owner = '{account[0]}'").Sum(row => Decimal(row[0])).ShouldBe(Decimal(account[1]), account[0]);

        var debits = Rows("customs", "SELECT reference FROM account_entries WHERE kind = 'Duties'").Select(row => row[0]).ToList();
        debits.ShouldBeUnique();
        var relieved = load.WithRelief.ToHashSet();
        load.Accepted.Where(one => !relieved.Contains(one.Key)).Select(one => one.Value).Except(debits).ShouldBeEmpty("duties were not debited");
    }

    /// <summary>How many messages there must have been follows from what was accepted; the inboxes must hold exactly so many.</summary>
    private void CheckMessages(CrashLoad load)
    {
        var (declarations, relieved) = (load.Accepted.Count, load.WithRelief.Count());
        relieved.ShouldBeGreaterThan(0);
        const int deposits = 2;
        Number("customs", "SELECT count(*) FROM inbox").ShouldBe(deposits + declarations + (2 * relieved));
        Number("social-protection", "SELECT count(*) FROM inbox").ShouldBe(relieved);
        Number("social-protection", "SELECT count(*) FROM access_log").ShouldBe(relieved);
        Number("social-protection", "SELECT count(DISTINCT \"case\") FROM access_log").ShouldBe(relieved);
    }

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private int Number(string database, string sql) => int.Parse(Rows(database, sql)[0][0], System.Globalization.CultureInfo.InvariantCulture);

    private List<string[]> Rows(string database, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, $"{database}.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!)]);
        return rows;
    }
}
