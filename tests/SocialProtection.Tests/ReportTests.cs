using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.SocialProtection.Rules;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>Employers' reports: checked line by line, all or nothing.</summary>
public sealed class ReportTests(OwnPortal own, Portals portals) : IClassFixture<OwnPortal>
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
    [InlineData("last_day", "line 1/last_day unknown-field")]
    [InlineData("lastday", "line 1/lastday unknown-field")]
    [InlineData("earnings", "line 1/earnings stands-twice")]
    [InlineData("", "line 2 malformed-line")]
    public async Task A_column_that_would_be_lost_is_named(string column, string fault)
    {
        using var employer = await portal.As("trader");

        var (status, problem) = await File(employer, "2023-08", $"personId,earnings,insuredShare,employerShare,{column}\n{Persons(1)[0]},1000,86,164,2023-08-19\n");

        status.ShouldBe(400, problem?.ToJsonString());
        Steps.Faults(problem!).ShouldBe([fault]);
    }

    [Fact]
    public async Task Empty_columns_without_a_name_do_no_harm()
    {
        using var employer = await portal.As("trader");

        var (status, body) = await File(employer, "2023-08", $"personId,earnings,insuredShare,employerShare,,\n{Persons(1)[0]},1000,86,164,,\n");

        status.ShouldBe(200, body?.ToJsonString());
    }

    [Fact]
    public async Task An_occupation_is_one_line_of_at_most_140_characters()
    {
        using var employer = await portal.As("trader");
        foreach (var (occupation, fault) in new[] { ("\"a\nb\"", "control-characters"), ("a\u0001b", "control-characters"), (new string('a', 141), "too-long") })
        {
            Steps.Faults((await File(employer, "2023-08", $"personId,earnings,insuredShare,employerShare,occupation\n{Persons(1)[0]},1000,86,164,{occupation}\n")).Body!)
                .ShouldBe([$"line 2/occupation {fault}"]);
        }
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
        var unreported = Unreported(3);
        var (stays, returns, mistaken) = (unreported[0], unreported[1], unreported[2]);
        Task Both(string month, string lastDay = "") => Report(employer, month, $"{stays},1000,86,164,{lastDay}\n{returns},1000,86,164,{lastDay}\n");

        await Report(employer, "1999-01", $"{returns},1000,86,164,\n");
        await Report(employer, "1995-03", $"{stays},1000,86,164,\n{returns},1000,86,164,\n{mistaken},1000,86,164,\n");
        await Both("1995-03");
        await Both("1995-02");
        await Both("1994-06");
        Employments(stays).ShouldBe(["1994-06-01/1994-06-30", "1995-02-01/"]);
        Employments(returns).ShouldBe(["1994-06-01/1994-06-30", "1995-02-01/1995-03-31", "1999-01-01/"]);
        Employments(mistaken).ShouldBeEmpty();

        await Both("1995-04");
        await Both("1995-05", "1995-05-19");
        (Employments(stays)[1], Employments(returns)[1]).ShouldBe(("1995-02-01/1995-05-19", "1995-02-01/1995-05-19"));

        await Report(employer, "1995-05", $"{returns},1000,86,164,1995-05-19\n");
        (Employments(stays)[1], Employments(returns)[1]).ShouldBe(("1995-02-01/", "1995-02-01/1995-05-19"));

        await Both("1995-05");
        (Employments(stays)[1], Employments(returns)[1]).ShouldBe(("1995-02-01/", "1995-02-01/1995-05-31"));

        await Both("1995-03", "1995-03-10");
        Employments(stays)[1..].ShouldBe(["1995-02-01/1995-03-10", "1995-04-01/"]);
        Employments(returns)[1..^1].ShouldBe(["1995-02-01/1995-03-10", "1995-04-01/1995-05-31"]);
        foreach (var (lastDay, fault) in new[] { ("1995-07-01", "not-in-month"), ("30.06.1995", "bad-format") })
            Steps.Faults((await File(employer, "1995-06", $"personId,earnings,insuredShare,employerShare,lastDay\n{stays},1000,86,164,{lastDay}\n")).Body!).ShouldBe([$"line 2/lastDay {fault}"]);
    }

    [Theory]
    [InlineData("employment-from", "1996-08-10", "1996-08-10/", "1996-06-01/1996-06-30", "1996-08-10/")]
    [InlineData("employment-until", "1996-07-20", "1996-07-01/1996-07-20", "1996-06-01/1996-07-20")]
    public async Task What_an_officer_has_corrected_no_report_undoes(string field, string value, string corrected, params string[] begunEarlier)
    {
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        var unreported = Unreported(2);
        var (person, other) = (unreported[0], unreported[1]);
        Task Both(string month, string lastDay = "") => Report(employer, month, $"{person},1000,86,164,{lastDay}\n{other},1000,86,164,\n");
        Task Other(string month) => Report(employer, month, $"{other},1000,86,164,\n");

        await Both("1996-07");
        await Both("1996-08");
        await Correct(officer, person, field, value);
        await Both("1996-07", "1996-07-10");
        await Both("1996-08", "1996-08-31");
        await Both("1996-07");
        await Both("1996-08");
        Employments(person).ShouldBe([corrected]);

        await Both("1996-06");
        await Other("1996-08");
        await Other("1996-07");
        Employments(person).ShouldBe(begunEarlier);
        Employments(other).ShouldBe(["1996-06-01/"]);
    }

    [Fact]
    public async Task An_occupation_holds_from_the_report_on_that_tells_it_and_a_corrected_first_day_keeps_no_report_away()
    {
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        var unreported = Unreported(2);
        var (person, other) = (unreported[0], unreported[1]);
        async Task Both(string month, string occupation, string lastDay = "") => (await File(employer, month,
            $"personId,earnings,insuredShare,employerShare,occupation,lastDay\n{person},1000,86,164,{occupation},{lastDay}\n{other},1000,86,164,{occupation},{lastDay}\n")).Status.ShouldBe(200);

        await Both("1998-03", "");
        await Both("1998-04", "clerk");
        await Both("1998-05", "");
        (Occupations(person), Occupations(other)).ShouldBe(("clerk", "clerk"));

        await Correct(officer, other, "employment-from", "1998-03-02");
        await Both("1998-05", "driver", "1998-05-20");
        Employments(other).ShouldBe(["1998-03-02/1998-05-20"]);
        await Both("1998-05", "driver");
        (Occupations(person), Occupations(other)).ShouldBe(("driver", "driver"));

        await Both("1998-04", "baker", "1998-04-20");
        (Occupations(person), Occupations(other)).ShouldBe(("baker, driver", "baker, driver"));

        await Both("1998-02", "cook");
        (Occupations(person), Occupations(other)).ShouldBe(("cook, driver", "cook, baker, driver"));
    }

    [Fact]
    public async Task Whom_another_report_leaves_out_has_no_last_day_unless_something_later_is_known()
    {
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        var unreported = Unreported(3);
        var (goesOn, stays, other) = (unreported[0], unreported[1], unreported[2]);
        await Report(employer, "1997-06", $"{goesOn},1000,86,164,\n{stays},1000,86,164,\n");
        await Report(employer, "1997-01", $"{stays},1000,86,164,\n");
        await Report(employer, "1997-09", $"{goesOn},1000,86,164,1997-09-10\n{stays},1000,86,164,1997-09-10\n");
        await Correct(officer, stays, "employment-until", "1997-12-31");

        await Report(employer, "1997-09", $"{other},1000,86,164,\n");

        Employments(goesOn).ShouldBe(["1997-06-01/"]);
        Employments(stays).ShouldBe(["1997-01-01/1997-12-31", "1997-06-01/1997-09-10"]);
    }

    /// <summary>On SQLite they wait for each other anyway; on PostgreSQL each would not see what the other begins.</summary>
    [Theory, InlineData("az"), InlineData(Portals.Stack)]
    public async Task Two_months_reported_at_once_begin_one_employment(string country)
    {
        var shared = country == Portals.Stack ? await portals.In(country) : portal;
        using var employer = await shared.As("trader");
        using var officer = await shared.As("fund-officer");
        var (rules, pack) = (shared.Services.GetRequiredService<SocialProtectionRules>(), shared.Services.GetRequiredService<CountryPack>());
        var (insured, share) = rules.Contributions.Categories.Values.First().SharesOf(1000);
        // Children in that year: no other employment of theirs is near.
        var persons = GeneratedPersonTests.Persons(shared, new DateOnly(2026, 6, 1)).Where(person => person.Born.Year > 1985).Select(person => person.Id).OrderBy(_ => Random.Shared.Next()).Take(20).ToList();
        var csv = persons.Aggregate("personId,earnings,insuredShare,employerShare\n", (lines, person) => FormattableString.Invariant($"{lines}{person},1000,{pack.Round(insured)},{pack.Round(share)}\n"));

        var answers = await Task.WhenAll(File(employer, "1992-03", csv), File(employer, "1992-04", csv, Guid.NewGuid().ToString()));

        answers.ShouldAllBe(answer => answer.Status == 200);
        var id = (await employer.Read("/employers/me")).Text("id");
        foreach (var person in persons)
        {
            (await officer.Read($"/persons/{person}/employment?purpose=record-keeping")).AsArray()
                .Where(one => one.Text("employerId") == id && one.Text("from").StartsWith("1992", StringComparison.Ordinal)).ShouldHaveSingleItem().Text("from").ShouldBe("1992-03-01");
        }
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

    [Fact]
    public async Task More_than_is_left_to_pay_is_not_booked_and_one_reference_pays_for_several_months()
    {
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        JsonObject Payment(string month, decimal amount, string reference = "BANK-2") => new() { ["month"] = month, ["amount"] = amount, ["reference"] = reference };
        async Task Refused(JsonObject payment) => (await officer.Refused("/employers/9900000011/payments", payment, 400, "invalid-request")).ShouldBe(["/amount out-of-range"]);
        foreach (var month in new[] { "2023-09", "2023-10" })
            (await File(employer, month, Csv(Persons(1)))).Status.ShouldBe(200);

        await Refused(Payment("2023-09", 250.01m));
        await officer.Done("/employers/9900000011/payments", Payment("2023-09", 200));
        await officer.Refused("/employers/9900000011/payments", Payment("2023-09", 200), 409, "payment-already-booked");
        await Refused(Payment("2023-09", 50.01m, "BANK-3"));
        await officer.Done("/employers/9900000011/payments", Payment("2023-09", 50, "BANK-3"));
        await Refused(Payment("2023-09", 0.01m, "BANK-4"));

        (await officer.Done("/employers/9900000011/payments", Payment("2023-10", 250)))["paid"]!.GetValue<decimal>().ShouldBe(250);
    }

    /// <summary>Earnings of 1,000: 3 % of 200 and 10 % of 800 make 86; 22 % of 200 and 15 % of 800 make 164.</summary>
    private static string Csv(IEnumerable<string> persons) => persons.Aggregate(new StringBuilder("personId,earnings,insuredShare,employerShare\n"),
        (csv, person) => csv.Append(person).Append(",1000,86,164\n"), csv => csv.ToString());

    private List<string> Persons(int count) => [.. Rows("SELECT id FROM persons ORDER BY id").Take(count)];

    /// <summary>Persons of whom this employer has reported nothing.</summary>
    private List<string> Unreported(int count) => [.. Rows("SELECT id FROM persons WHERE id NOT IN (SELECT person_id FROM employments WHERE employer_id = '9900000011') ORDER BY id DESC").Take(count)];

    private List<string> Employments(string person) =>
        Rows("SELECT \"from\" || '/' || coalesce(until, '') FROM employments WHERE employer_id = '9900000011' AND person_id = $person ORDER BY \"from\"", person);

    private string Occupations(string person) =>
        string.Join(", ", Rows("SELECT coalesce(occupation, '') FROM employments WHERE employer_id = '9900000011' AND person_id = $person ORDER BY \"from\"", person));

    private static async Task Report(HttpClient employer, string month, string lines) =>
        (await File(employer, month, $"personId,earnings,insuredShare,employerShare,lastDay\n{lines}")).Status.ShouldBe(200);

    /// <summary>Corrects the person's first employment at this employer.</summary>
    private static async Task Correct(HttpClient officer, string person, string field, string value)
    {
        var employment = (await officer.Read($"/persons/{person}/employment?purpose=record-keeping")).AsArray().Last(one => one.Text("employerId") == "9900000011");
        await officer.Done($"/persons/{person}/corrections", new JsonObject { ["field"] = field, ["employmentId"] = employment.Text("id"), ["value"] = value, ["reason"] = "Its own letter." });
    }

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

    private static async Task<(int Status, JsonNode? Body)> File(HttpClient employer, string month, string csv, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Steps.Fund}/employers/me/report-files?month={month}") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await employer.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
