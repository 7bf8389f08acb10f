using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>The promise of outbox and inbox, kept on the real program: <c>kill -9</c> at any moment loses nothing and doubles nothing.</summary>
public sealed class CrashTests
{
    private const int Kills = 8;
    private const int Seed = 20260321;

    private readonly string folder = PortalProcess.NewFolder();
    private readonly Uri address = new($"http://127.0.0.1:{Ports.Free()}");

    [Fact]
    public async Task Whenever_the_portal_is_killed_every_accepted_declaration_ends_where_it_should_once()
    {
        var load = new CrashLoad(address);
        var end = new EndState(Rows, load);
        using var client = new HttpClient { BaseAddress = address };
        await KillAgainAndAgain(load, client, new Random(Seed));

        using (var portal = Start())
        {
            await portal.UntilReady(client);
            await load.Finish();
            await UntilDone(end);
        }

        load.Accepted.Count.ShouldBeGreaterThan(Kills * 5);
        load.WithRelief.ShouldNotBeEmpty();
        end.Faults().ShouldBeEmpty();
        CheckInboxes(load);
        CheckTheCheck(end, load);
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
    internal static async Task UntilDone(EndState end)
    {
        for (var patience = 0; patience < 900 && end.IsUnderWay; patience++)
            await Task.Delay(100);
    }

    /// <summary>How many messages there must have been follows from what was accepted; the inboxes must hold exactly so many.</summary>
    private void CheckInboxes(CrashLoad load)
    {
        var (declarations, relieved) = (load.Accepted.Count, load.WithRelief.Count());
        Rows("customs", "SELECT count(*) FROM inbox")[0][0].ShouldBe($"{CrashLoad.Deposits + declarations + (2 * relieved)}");
        Rows("social-protection", "SELECT count(*) FROM inbox")[0][0].ShouldBe($"{relieved}");
    }

    /// <summary>A check that finds nothing must be able to find something: each planted fault is seen, alone.</summary>
    private void CheckTheCheck(EndState end, CrashLoad load)
    {
        var (lost, doubled, unasked) = (load.Accepted.Values.First(), load.Accepted.Values.Last(), load.Accepted[load.WithRelief.First()]);
        Plant("customs", $"CREATE TABLE kept AS SELECT * FROM declarations WHERE mrn = '{lost}'; PRAGMA foreign_keys = OFF; DELETE FROM declarations WHERE mrn = '{lost}'");
        end.Faults().ShouldHaveSingleItem().ShouldContain($"accepted as {lost}");
        Plant("customs", "INSERT INTO declarations SELECT * FROM kept");
        end.Faults().ShouldBeEmpty();

        Plant("customs", $"UPDATE account_entries SET reference = '{doubled}', revision = 2 WHERE reference = '{lost}' AND kind = 'Duties'");
        end.Faults().Order(StringComparer.Ordinal).ShouldBe(new[] { $"{lost} was charged 0 times", $"{doubled} was charged 2 times" }.Order(StringComparer.Ordinal));
        Plant("customs", $"UPDATE account_entries SET reference = '{lost}', revision = 1 WHERE reference = '{doubled}' AND revision = 2");
        end.Faults().ShouldBeEmpty();

        Plant("customs", $"UPDATE accounts SET balance = balance - 1 WHERE owner = (SELECT owner FROM account_entries WHERE reference = '{lost}' AND kind = 'Duties')");
        end.Faults().ShouldHaveSingleItem().ShouldContain("its lines make");
        Plant("customs", $"UPDATE accounts SET balance = balance + 1 WHERE owner = (SELECT owner FROM account_entries WHERE reference = '{lost}' AND kind = 'Duties')");
        end.Faults().ShouldBeEmpty();

        // A second set of charges, as if they had been booked twice.
        Plant("customs", $"INSERT INTO revenue_entries (mrn, revision, kind, charge, amount, day) SELECT mrn, 2, kind, charge, amount, day FROM revenue_entries WHERE mrn = '{lost}'");
        end.Faults().ShouldHaveSingleItem().ShouldContain($"{lost} was charged");
        Plant("customs", $"DELETE FROM revenue_entries WHERE mrn = '{lost}' AND revision = 2");
        end.Faults().ShouldBeEmpty();

        Plant("customs", Waiting("+20 seconds"));
        end.Faults().ShouldHaveSingleItem().ShouldBe("Planted is still in the outbox of customs: ");
        Plant("customs", "DELETE FROM outbox");
        Plant("customs", Waiting("+10 days"));
        end.Faults().ShouldBeEmpty();

        Plant("social-protection", $"DROP TRIGGER usage_log_delete; DELETE FROM usage_log WHERE \"case\" = '{unasked}/1'");
        end.Faults().ShouldHaveSingleItem().ShouldContain($"{unasked}: the other agency was asked 0 times");
        Plant("customs", $"DELETE FROM notifications WHERE mrn = '{doubled}' AND code = 'Tax'");
        end.Faults().Count.ShouldBe(3);
    }

    /// <summary>A message in the outbox that is due after so long.</summary>
    private static string Waiting(string after) =>
        $"INSERT INTO outbox (message_id, message_type, body, due_at, attempts) VALUES ('{Guid.CreateVersion7()}', 'Planted', '{{}}', datetime('now', '{after}'), 0)";

    private List<string[]> Rows(string database, string sql) => Rows(Open(database, SqliteOpenMode.ReadOnly), sql);

    /// <summary>Runs the query and closes the connection.</summary>
    internal static List<string[]> Rows(DbConnection connection, string sql)
    {
        using var opened = connection;
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        return rows;
    }

    private void Plant(string database, string sql) => Rows(Open(database, SqliteOpenMode.ReadWrite), sql);

    private SqliteConnection Open(string database, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, $"{database}.db"), Mode = mode, Pooling = false }.ToString());
}
