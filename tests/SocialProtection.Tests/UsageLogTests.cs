using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.UsageLog;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>Who read my data: exactly one row for each read, and none that can be changed unnoticed.</summary>
public sealed class UsageLogTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Theory, InlineData(""), InlineData("/contributions"), InlineData("/employment"), InlineData("/benefits"), InlineData("/certificates"), InlineData("/corrections")]
    public async Task An_officers_read_leaves_exactly_one_row_and_the_persons_own_none(string path)
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var (id, before) = (await citizen.MyId(), await citizen.UsageCount());

        await officer.Read($"/persons/{id}{path}?purpose=inquiry&case=LETTER-7");
        await citizen.Read($"/persons/me{path}");

        (await citizen.UsageCount()).ShouldBe(before + 1);
        var row = await citizen.NewestUsage();
        (row.Text("institution"), row.Text("reader"), row.Text("readerKind"), row.Text("purpose"), row.Text("case")).ShouldBe(("social-protection", "fund-officer", "officer", "inquiry", "LETTER-7"));
        row["fields"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_read_that_finds_nobody_or_is_refused_leaves_none()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var before = await citizen.UsageCount();

        (await officer.Get("/persons/ZZZZZZZ?purpose=inquiry")).Status.ShouldBe(404);
        (await officer.Get("/persons/5VBK5VR")).Status.ShouldBe(400);

        (await citizen.UsageCount()).ShouldBe(before);
    }

    [Fact]
    public async Task The_data_tracker_finds_what_the_person_sees()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        using var tracker = await portal.AsSystem("data-tracker");
        var id = await citizen.MyId();
        await officer.Read($"/persons/{id}?purpose=inquiry");
        await own.System.Done("/lookups", Steps.Lookup(id));
        foreach (var client in new[] { citizen, tracker })
            client.DefaultRequestHeaders.Add("X-Road-UserId", id);

        var found = await tracker.Read($"/v3/findUsage?userCode={id}&limit=10000");

        found["totalUsages"]!.GetValue<int>().ShouldBe(await citizen.UsageCount());
        (found["dataRequests"]!.AsArray().Count, found["dataProcessings"]!.AsArray().Count).ShouldBe((0, 0));
        found["dataResponses"]!.AsArray().ShouldNotBeEmpty();
        found["internalProcessings"]!.AsArray()[0]!["initiatorPerson"].Text("alternativeCode").ShouldBe("fund-officer");
        (found["dataResponses"]![0].Text("purpose"), found["internalProcessings"]![0].Text("purpose")).ShouldBe(("həyat hadisəsi üzrə xidmət: sığortaolunan olub-olmaması", "şəxsin müraciəti"));
        (await citizen.Read($"/v3/findUsage?userCode={id}&processingType=DATA_RESPONSE"))["internalProcessings"]!.AsArray().ShouldBeEmpty();
        (await citizen.Read($"/v3/findUsage?userCode={id}&limit=1&offset=1"))["returnedUsages"]!.GetValue<int>().ShouldBe(1);
        (await citizen.Read($"/v3/findUsage?userCode={id}&periodStart=2199-01-01T00:00:00Z"))["totalUsages"]!.GetValue<int>().ShouldBe(0);
        Steps.Faults((await citizen.Get($"/v3/findUsage?userCode={id}&periodStart=2026-02-01T00:00:00Z&periodEnd=2026-01-01T00:00:00Z")).Body!).ShouldBe(["periodEnd ends-before-it-starts"]);
        foreach (var (client, person, status) in new[] { (citizen, "6TMN2AX", 403), (own.System, id, 400), (portal.Anonymous, id, 401) })
        {
            var refused = await client.Get($"/v3/findUsage?userCode={person}");
            refused.Status.ShouldBe(status);
            refused.Body.Text("message").ShouldBe(refused.Body.Text("detail"));
        }
    }

    [Fact]
    public async Task The_data_tracker_hears_whether_the_log_can_be_asked()
    {
        await using var other = await PortalUnderTest.Start(settings: new Dictionary<string, string?> { ["SocialProtection:GeneratedPersons"] = "0" });
        var file = Path.Combine(other.Folder, "social-protection.db");

        (await other.Anonymous.Read("/v3/heartbeat")).Text("status").ShouldBe("OK");
        File.Move(file, $"{file}.away");
        Directory.CreateDirectory(file);
        (await other.Anonymous.Read("/v3/heartbeat")).Text("status").ShouldBe("FAIL");
    }

    [Fact]
    public async Task A_changed_a_missing_and_a_rewritten_row_are_named()
    {
        using var officer = await portal.As("fund-officer");
        for (var i = 0; i < 9; i++)
            await officer.Read("/persons/5VBK5VR?purpose=inquiry");
        var desk = portal.Services.GetServices<IUsageDesk>().Single(desk => desk.Service == "social-protection");
        await desk.Seal();
        var whole = await desk.Verify();
        (whole.FirstAltered, whole.Checkpoints > 0).ShouldBe((null, true));

        foreach (var table in new[] { "usage_log", "usage_checkpoints" })
        {
            foreach (var tampering in new[] { $"UPDATE {table} SET hash = zeroblob(32)", $"DELETE FROM {table}" })
                Should.Throw<SqliteException>(() => Sql(tampering)).Message.ShouldContain($"{table} is append-only");
            Sql($"DROP TRIGGER {table}_update; DROP TRIGGER {table}_delete");
        }

        Sql("UPDATE usage_log SET purpose = 'benefit-decision' WHERE seq = 4");
        (await desk.Verify()).FirstAltered.ShouldBe(4);
        Sql("UPDATE usage_log SET purpose = 'inquiry' WHERE seq = 4");
        (await desk.Verify()).FirstAltered.ShouldBeNull();

        Sql("CREATE TABLE kept AS SELECT * FROM usage_log; DELETE FROM usage_log WHERE seq = 3");
        (await desk.Verify()).FirstAltered.ShouldBe(3);
        Sql("DELETE FROM usage_log; INSERT INTO usage_log SELECT * FROM kept; DELETE FROM usage_log WHERE seq > 5");
        (await desk.Verify()).FirstAltered.ShouldBe(6);
        Sql("DELETE FROM usage_log; INSERT INTO usage_log SELECT * FROM kept; UPDATE usage_checkpoints SET signature = zeroblob(64) WHERE seq = (SELECT min(seq) FROM usage_checkpoints)");
        (await desk.Verify()).Reason!.ShouldContain("not signed");

        // Checkpoints are in the database, too; what was sealed is remembered outside.
        Sql("DELETE FROM usage_checkpoints; DELETE FROM usage_log WHERE seq > 5");
        (await desk.Verify()).FirstAltered.ShouldBe(6);
        await Should.ThrowAsync<InvalidOperationException>(desk.Seal);
        Sql("DELETE FROM usage_log; INSERT INTO usage_log SELECT * FROM kept; DROP TABLE kept");
        await desk.Seal();
        (await desk.Verify()).FirstAltered.ShouldBeNull();
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(portal.Folder, "social-protection.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
