using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.SocialProtection.Tests;

/// <summary>How persons and employers come into the register, and the certificate that says what comes of it.</summary>
public sealed class EntryTests(Portals portals)
{
    /// <summary>A trader of the pack that is no employer of the register.</summary>
    private const string Broker = "9900000031";

    [Theory]
    [InlineData("az", "7nvw۲za", "7NVW2ZA", 86, 164)]
    [InlineData("af", "۱۴۰۳۰۵۶۷۱۱۲۳۴", "1403-0567-11234", 50, 80)]
    public async Task Whom_an_officer_enters_an_employer_that_he_enters_can_report_and_is_insured_then(string country, string typed, string id, int insuredShare, int employerShare)
    {
        var portal = await portals.In(country);
        using var officer = await portal.As("fund-officer");
        using var employer = await portal.AsSystem("broker-system");
        using var asker = await portal.AsSystem("one-stop-system");
        using var tracker = await portal.AsSystem("data-tracker");
        tracker.DefaultRequestHeaders.Add("X-Road-UserId", id);
        var report = new JsonObject
        {
            ["month"] = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            ["lines"] = new JsonArray(new JsonObject { ["personId"] = id, ["earnings"] = 1000, ["insuredShare"] = insuredShare, ["employerShare"] = employerShare }),
        };

        await employer.Refused("/employers/me/reports", report, 403, "not-an-employer");
        (await officer.Done("/employers", Trader(Broker))).ToJsonString().ShouldBe((await officer.Read($"/employers/{Broker}")).ToJsonString());
        (await employer.Refused("/employers/me/reports", report, 400, "invalid-request")).ShouldBe(["/lines/0/personId unknown-person"]);
        var person = await officer.Done("/persons", Person(typed));

        (person.Text("id"), person.Text("insuranceNumber")[..2], person["isInsured"]!.GetValue<bool>()).ShouldBe((id, "99", false));
        var uses = await tracker.Read($"/v3/findUsage?userCode={id}");
        (uses["totalUsages"]!.GetValue<int>(), uses["internalProcessings"]![0].Text("queryGroupId"), uses["internalProcessings"]![0]!["initiatorPerson"].Text("alternativeCode")).ShouldBe((1, "LETTER-1", "fund-officer"));
        (await officer.Read("/persons?name=enteredby&purpose=record-keeping"))["persons"]!.AsArray().Select(found => found.Text("id")).ShouldContain(id);
        await employer.Done("/employers/me/reports", report);
        (await officer.Read($"/persons/{id}?purpose=record-keeping"))["isInsured"]!.GetValue<bool>().ShouldBeTrue();
        (await officer.Read($"/employers/{Broker}"))["employees"]!.GetValue<int>().ShouldBe(1);
        (await asker.Done("/lookups", Steps.Lookup(id)))["holds"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory, InlineData("az", "8NVW2ZA"), InlineData("af", "1403-0567-21234")]
    public async Task What_two_officers_enter_at_once_is_entered_once(string country, string id)
    {
        var portal = await portals.In(country);
        using var officer = await portal.As("fund-officer");
        using var head = await portal.As("fund-head");

        (await Codes("/persons", () => Person(id))).ShouldBe(["", "person-exists", "person-exists", "person-exists"]);
        (await Codes("/employers", () => Trader("9900000151"))).ShouldBe(["", "employer-exists", "employer-exists", "employer-exists"]);

        async Task<string[]> Codes(string path, Func<JsonObject> entry)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(turn => (turn % 2 == 0 ? officer : head).Do(path, entry())));
            return [.. answers.Select(answer => answer.Status == 201 ? "" : answer.Body.Text("code")).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Whoever_is_in_the_register_is_not_entered_again_and_sees_that_somebody_tried()
    {
        var portal = await portals.In("az");
        using var citizen = await portal.As("foreign-affairs-officer");
        using var officer = await portal.As("fund-officer");
        var (me, before) = (await citizen.Read("/persons/me"), await citizen.UsageCount());

        await officer.Refused("/persons", Person(me.Text("id")), 409, "person-exists");

        (await citizen.UsageCount()).ShouldBe(before + 1);
        var row = await citizen.NewestUsage();
        (row.Text("action"), row["answered"]!.GetValue<bool>()).ShouldBe(("enter-person", false));
        (await citizen.Read("/persons/me")).Text("name").ShouldBe(me.Text("name"));
        await officer.Refused("/persons", Person("9NVW2ZA", me.Text("insuranceNumber")), 409, "insurance-number-taken");
        await officer.Refused("/persons", Person(await officer.MyId()), 409, "own-record");
        (await officer.Done("/persons", Person("9NVW2ZA", "۱۲۳۴۵۶۷۸۹۰۱۲۳"))).Text("insuranceNumber").ShouldBe("1234567890123");
    }

    [Fact]
    public async Task What_cannot_be_is_not_entered()
    {
        using var officer = await (await portals.In("az")).As("fund-officer");
        var (wrong, ancient, employer) = (Person("12", "7"), Person("2NVW2ZA"), Trader("9900000153"));
        (wrong["name"], wrong["sex"], wrong["born"], wrong["shoeSize"]) = (" ", "other", "2199-01-01", 42);
        ancient["born"] = "1899-12-31";
        employer.Remove("name");

        (await officer.Refused("/persons", wrong, 400, "invalid-request")).ShouldBe(
            ["/name required", "/sex wrong-type", "/shoeSize unknown-field", "/id bad-format", "/insuranceNumber bad-format", "/born too-far-ahead"]);
        (await officer.Refused("/persons", ancient, 400, "invalid-request")).ShouldBe(["/born too-long-ago"]);
        (await officer.Refused("/employers", employer, 400, "invalid-request")).ShouldBe(["/name required", "/id bad-format"]);
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Only_officers_of_the_fund_enter_anybody(string country)
    {
        var portal = await portals.In(country);
        foreach (var persona in new[] { "citizen", "trader", "customs-officer" })
        {
            using var other = await portal.As(persona);
            (await other.Do("/persons", portal.Example("enterPerson", "social-protection"))).Status.ShouldBe(403, persona);
            (await other.Do("/employers", portal.Example("enterEmployer", "social-protection"))).Status.ShouldBe(403, persona);
        }
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Whoever_is_insured_is_certified_once_and_whoever_is_not_never(string country)
    {
        var portal = await portals.In(country);
        using var person = await portal.As("identity-operator");
        using var officer = await portal.As("fund-officer");
        using var asker = await portal.AsSystem("one-stop-system");
        Task<(int Status, JsonNode? Body)> Certify() => person.Do("/persons/me/certificates", new JsonObject());

        var answers = await Task.WhenAll(Certify(), Certify(), Certify());
        var again = await Certify();

        answers.Select(answer => answer.Status).Order().ShouldBe([200, 200, 201]);
        var (certificate, today) = (again.Body!, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        answers.ShouldAllBe(answer => answer.Body.Text("number") == certificate.Text("number"));
        (again.Status, certificate.Text("kind"), certificate["isValid"]!.GetValue<bool>()).ShouldBe((200, "insured-status", true));
        // It may be tomorrow already in the country.
        DateOnly.ParseExact(certificate.Text("validUntil"), "yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBeInRange(today.AddMonths(6), today.AddDays(1).AddMonths(6));
        (await person.Read("/persons/me/certificates")).AsArray().Count(one => one.Text("kind") == "insured-status").ShouldBe(1);

        var employment = (await person.Read("/persons/me/employment"))[0]!;
        await officer.Done($"/persons/{await person.MyId()}/corrections",
            new JsonObject { ["field"] = "employment-until", ["employmentId"] = employment.Text("id"), ["value"] = "2026-01-31", ["reason"] = "The employer says so." });
        await person.Refused("/persons/me/certificates", new JsonObject(), 409, "not-insured");
        await asker.Refused("/persons/me/certificates", new JsonObject(), 404, "person-not-found");
    }

    private static JsonObject Person(string id, string? insuranceNumber = null)
    {
        var person = new JsonObject { ["id"] = id, ["name"] = "Enteredby Officer", ["sex"] = "female", ["born"] = "2001-03-21", ["case"] = "LETTER-1" };
        if (insuranceNumber is not null)
            person["insuranceNumber"] = insuranceNumber;
        return person;
    }

    private static JsonObject Trader(string id) => new() { ["id"] = id, ["name"] = "Entered Works" };
}
