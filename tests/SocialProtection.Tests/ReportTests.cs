using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>Employers' reports: checked line by line, all or nothing.</summary>
public sealed class ReportTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task Five_thousand_lines_are_taken_as_CSV_and_the_same_again_changes_nothing()
    {
        using var employer = await portal.As("trader");
        var csv = Csv(Persons(5000));

        var (status, first) = await File(employer, "2026-01", csv);
        var (again, second) = await File(employer, "2026-01", Csv(Persons(5000).AsEnumerable().Reverse()));

        (status, again).ShouldBe((200, 200), first?.ToJsonString());
        first!["lines"]!.GetValue<int>().ShouldBe(5000);
        (second!["revision"]!.GetValue<int>(), second.Text("receivedAt")).ShouldBe((first["revision"]!.GetValue<int>(), first.Text("receivedAt")));
        Count("SELECT count(*) FROM contributions WHERE month = '2026-01-01' AND employer_id = '9900000011'").ShouldBe(5000);
    }

    [Fact]
    public async Task One_bad_line_in_five_thousand_is_named_and_nothing_is_taken()
    {
        using var employer = await portal.As("trader");
        var lines = Csv(Persons(5000)).Split('\n');
        lines[3210] = lines[3210].Replace(",86,", ",85,", StringComparison.Ordinal);

        var (status, problem) = await File(employer, "2026-02", string.Join('\n', lines));

        status.ShouldBe(400);
        Steps.Faults(problem!).ShouldBe(["line 3211/insuredShare wrong-share"]);
        Count("SELECT count(*) FROM contributions WHERE month = '2026-02-01' AND employer_id = '9900000011' AND earnings = '1000.0'").ShouldBe(0);
    }

    [Theory]
    [InlineData("5VBK5VR,-1000,86,164", "line 2/earnings negative")]
    [InlineData("5VBK5V,1000,86,164", "line 2/personId bad-format")]
    [InlineData("0000000,1000,86,164", "line 2/personId unknown-person")]
    [InlineData("5VBK5VR,much,86,164", "line 2/earnings wrong-type")]
    [InlineData("5VBK5VR,1000.005,86,164", "line 2/earnings too-precise")]
    [InlineData("5VBK5VR,1000,86", "line 2 malformed-line")]
    [InlineData("5VBK5VR,1000,86,164\u00e4", "line 2/employerShare wrong-type")]
    public async Task A_bad_line_is_named_with_what_is_wrong(string line, string fault)
    {
        using var employer = await portal.As("trader");

        var (status, problem) = await File(employer, "2026-03", $"personId,earnings,insuredShare,employerShare\n{line}\n");

        status.ShouldBe(400, problem?.ToJsonString());
        Steps.Faults(problem!).ShouldContain(fault);
    }

    [Theory]
    [InlineData("2199-01", "month future-month")]
    [InlineData("2026-13", "month bad-format")]
    [InlineData("1900-01", "month out-of-range")]
    [InlineData("", "month bad-format")]
    public async Task A_month_that_cannot_be_reported_is_refused(string month, string fault)
    {
        using var employer = await portal.As("trader");

        Steps.Faults((await File(employer, month, Csv(Persons(1)))).Body!).ShouldBe([fault]);
    }

    [Fact]
    public async Task JSON_is_checked_the_same_with_pointers_and_a_second_report_takes_the_place_of_the_first()
    {
        using var employer = await portal.As("trader");
        JsonObject Report(params decimal[] earnings) => new()
        {
            ["month"] = "2023-04", ["lines"] = new JsonArray([.. earnings.Zip(Persons(9)).Select(line => new JsonObject
                { ["personId"] = line.Second, ["earnings"] = line.First, ["insuredShare"] = 6 + (line.First - 200) / 10, ["employerShare"] = 44 + (line.First - 200) * 0.15m })]),
        };
        var bad = Report(1000, 2000);
        bad["lines"]![1]!["employerShare"] = -5;
        bad["lines"]!.AsArray().Add(bad["lines"]![0]!.DeepClone());

        (await employer.Refused("/employers/me/reports", bad, 400, "invalid-request")).ShouldBe(["/lines/1/employerShare negative", "/lines/2/personId stands-twice"]);
        (await employer.Done("/employers/me/reports", Report(1000, 2000)))["revision"]!.GetValue<int>().ShouldBe(1);
        var second = await employer.Done("/employers/me/reports", Report(1200));

        (second["revision"]!.GetValue<int>(), second["lines"]!.GetValue<int>(), second["due"]!.GetValue<decimal>()).ShouldBe((2, 1, 106 + 194));
        Count("SELECT count(*) FROM contributions WHERE month = '2023-04-01' AND employer_id = '9900000011'").ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF8_or_lacks_columns_is_refused_with_all_that_is_wrong()
    {
        using var employer = await portal.As("trader");
        using var content = new ByteArrayContent([.. "personId,earnings,insuredShare,employerShare,occupation\n5VBK5VR,1000,86,164,"u8, 0xFC, 0x0A]) { Headers = { ContentType = new("text/csv") } };

        using var answer = await employer.PostAsync($"{Steps.Fund}/employers/me/report-files?month=2023-06", content, TestContext.Current.CancellationToken);

        Steps.Faults((await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!).ShouldBe(["line 1 not-utf8"]);
        Steps.Faults((await File(employer, "2023-06", "personId,earnings\n5VBK5VR,1000\n")).Body!).ShouldBe(["line 1/insuredShare missing-column", "line 1/employerShare missing-column"]);
    }

    [Fact]
    public async Task The_same_report_twice_at_once_is_taken_once()
    {
        using var employer = await portal.As("trader");
        var csv = Csv(Persons(50));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => File(employer, "2023-07", csv)));

        answers.ShouldAllBe(answer => answer.Status == 200 && answer.Body!["revision"]!.GetValue<int>() == 1);
    }

    [Fact]
    public async Task Employments_begin_and_end_as_reports_tell_even_late_ones_and_those_that_take_the_place_of_others()
    {
        using var employer = await portal.As("trader");
        var unreported = Rows("SELECT id FROM persons WHERE id NOT IN (SELECT person_id FROM employments WHERE employer_id = '9900000011') ORDER BY id DESC LIMIT 3");
        var (stays, returns, mistaken) = (unreported[0], unreported[1], unreported[2]);
        async Task Report(string month, string lines) => (await File(employer, month, $"personId,earnings,insuredShare,employerShare,lastDay\n{lines}")).Status.ShouldBe(200);
        Task Both(string month, string lastDay = "") => Report(month, $"{stays},1000,86,164,{lastDay}\n{returns},1000,86,164,{lastDay}\n");
        List<string> Employments(string person) => Rows("SELECT \"from\" || '/' || coalesce(until, '') FROM employments WHERE employer_id = '9900000011' AND person_id = $person ORDER BY \"from\"", person);

        await Report("1999-01", $"{returns},1000,86,164,\n");
        await Report("1995-03", $"{stays},1000,86,164,\n{returns},1000,86,164,\n{mistaken},1000,86,164,\n");
        await Both("1995-03");
        await Both("1995-02");
        await Both("1994-06");
        Employments(stays).ShouldBe(["1994-06-01/1994-06-30", "1995-02-01/"]);
        Employments(returns).ShouldBe(["1994-06-01/1994-06-30", "1995-02-01/1995-03-31", "1999-01-01/"]);
        Employments(mistaken).ShouldBeEmpty();

        await Both("1995-04");
        await Both("1995-05", "1995-05-19");
        (Employments(stays)[1], Employments(returns)[1]).ShouldBe(("1995-02-01/1995-05-19", "1995-02-01/1995-05-19"));

        await Both("1995-05");
        (Employments(stays)[1], Employments(returns)[1]).ShouldBe(("1995-02-01/", "1995-02-01/1995-05-31"));

        await Both("1995-03", "1995-03-10");
        Employments(stays)[1..].ShouldBe(["1995-02-01/1995-03-10", "1995-04-01/"]);
        Employments(returns)[1..^1].ShouldBe(["1995-02-01/1995-03-10", "1995-04-01/1995-05-31"]);
        Steps.Faults((await File(employer, "1995-06", $"personId,earnings,insuredShare,employerShare,lastDay\n{stays},1000,86,164,1995-07-01\n")).Body!).ShouldBe(["line 2/lastDay not-in-month"]);
    }

    [Fact]
    public async Task What_an_officer_has_corrected_no_report_undoes()
    {
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        var person = Rows("SELECT id FROM persons WHERE id NOT IN (SELECT person_id FROM employments WHERE employer_id = '9900000011') ORDER BY id DESC LIMIT 1")[0];
        var line = $"personId,earnings,insuredShare,employerShare\n{person},1000,86,164\n";
        (await File(employer, "1996-03", line)).Status.ShouldBe(200);
        var employment = (await officer.Read($"/persons/{person}/employment?purpose=record-keeping")).AsArray().Single(one => one!["employerId"]!.GetValue<string>() == "9900000011")!["id"]!.GetValue<string>();

        await officer.Done($"/persons/{person}/corrections", new JsonObject { ["field"] = "employment-until", ["employmentId"] = employment, ["value"] = "1996-03-15", ["reason"] = "His own letter." });
        (await File(employer, "1996-03", line.Replace("1000,86,164", "1200,106,194", StringComparison.Ordinal))).Status.ShouldBe(200);

        Rows("SELECT until FROM employments WHERE employer_id = '9900000011' AND person_id = $person", person).ShouldBe(["1996-03-15"]);
    }

    [Fact]
    public async Task Only_employers_report()
    {
        using var citizen = await portal.As("citizen");

        await citizen.Refused("/employers/me/reports", portal.Example("fileReport", "social-protection"), 403, "not-an-employer");
        (await citizen.Get("/employers/me")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_is_not_paid_in_time_is_arrears_until_it_is_paid()
    {
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        await File(employer, "2023-05", Csv(Persons(2)));
        var before = (await employer.Read("/employers/me"))["arrears"]!.GetValue<decimal>();
        var payment = new JsonObject { ["month"] = "2023-05", ["amount"] = 500, ["reference"] = "BANK-1" };

        before.ShouldBeGreaterThanOrEqualTo(500);
        await officer.Done("/employers/9900000011/payments", payment);
        await officer.Refused("/employers/9900000011/payments", payment.DeepClone(), 409, "payment-already-booked");

        (await employer.Read("/employers/me"))["arrears"]!.GetValue<decimal>().ShouldBe(before - 500);
    }

    /// <summary>Earnings of 1,000: 3 % of 200 and 10 % of 800 make 86; 22 % of 200 and 15 % of 800 make 164.</summary>
    private static string Csv(IEnumerable<string> persons) => persons.Aggregate(new StringBuilder("personId,earnings,insuredShare,employerShare\n"),
        (csv, person) => csv.Append(person).Append(",1000,86,164\n"), csv => csv.ToString());

    private List<string> Persons(int count) => [.. Rows("SELECT id FROM persons ORDER BY id").Take(count)];

    private List<string> Rows(string sql, string person = "")
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$person", person);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private int Count(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are those of these tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(portal.Folder, "social-protection.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static async Task<(int Status, JsonNode? Body)> File(HttpClient employer, string month, string csv)
    {
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var answer = await employer.PostAsync($"{Steps.Fund}/employers/me/report-files?month={month}", content);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
