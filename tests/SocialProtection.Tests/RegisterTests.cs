using System.Text.Json.Nodes;

namespace Portal.SocialProtection.Tests;

/// <summary>What the register holds, and who sees it.</summary>
public sealed class RegisterTests(Portals portals)
{
    [Theory, InlineData("az"), InlineData("af")]
    public async Task A_citizen_sees_the_whole_record(string country)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen");

        var me = await citizen.Read("/persons/me");
        var history = await citizen.Read("/persons/me/contributions?pageSize=5");

        me["isInsured"]!.GetValue<bool>().ShouldBeTrue();
        me["certificates"]!.AsArray().Count.ShouldBeGreaterThanOrEqualTo(2);
        history["years"]!.AsArray().Count.ShouldBeGreaterThan(15);
        history["months"]!["items"]!.AsArray().Count.ShouldBe(5);
        (await citizen.Read("/persons/me/employment")).AsArray().Count.ShouldBeGreaterThan(2);
        (await citizen.Read("/persons/me/benefits"))[0]!["payments"]!.AsArray().ShouldNotBeEmpty();
        (await citizen.Read("/persons/me/certificates")).AsArray().ShouldContain(certificate => certificate!["kind"]!.GetValue<string>() == "disability");
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task Everybody_one_can_sign_in_as_is_in_the_register(string country)
    {
        var portal = await portals.In(country);
        foreach (var persona in new[] { "citizen", "citizen2", "trader", "trader2", "customs-officer", "fund-officer", "fund-head", "justice-officer", "one-stop-operator" })
        {
            using var client = await portal.As(persona);
            (await client.Get("/persons/me")).Status.ShouldBe(200, persona);
        }
    }

    [Fact]
    public async Task Nobody_but_officers_of_the_fund_sees_the_certificates_of_another()
    {
        var portal = await portals.In("az");
        using var citizen = await portal.As("citizen");
        var id = await citizen.MyId();

        foreach (var persona in new[] { "citizen2", "trader", "customs-officer", "justice-officer" })
        {
            using var other = await portal.As(persona);
            foreach (var path in new[] { "", "/certificates", "/contributions", "/employment", "/benefits", "/corrections" })
                (await other.Get($"/persons/{id}{path}?purpose=inquiry")).Status.ShouldBe(403, persona + path);
        }
    }

    [Theory]
    [InlineData("az", "number=5vbk5vr")]
    [InlineData("az", "number=۵VBK۵VR")]
    [InlineData("az", "name=AYSEL numunəli&born=1988-04-12")]
    [InlineData("az", "name=numun aysel&born=۱۹۸۸-۰۴-۱۲")]
    [InlineData("af", "number=14000123٤٥٦٧٨")]
    [InlineData("af", "number=۱۴۰۰-۰۱۲۳-۴۵۶۷۸")]
    [InlineData("af", "name=زرمينه&born=1988-04-12")]
    [InlineData("af", "name=zarmina&born=1988-04-12")]
    public async Task A_person_is_found_as_people_type(string country, string query)
    {
        var portal = await portals.In(country);
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");

        var found = await officer.Read($"/persons?{query}&purpose=inquiry");

        found["persons"]!.AsArray().Select(person => person.Text("id")).ShouldContain(await citizen.MyId());
    }

    [Theory]
    [InlineData("İsmayıl Ələkbərli", "ismayil elekberli", "ISMAYIL ƏLƏKBƏRLİ", "ısmayıl")]
    [InlineData("محمد\u200Cعلي كريم", "محمدعلی", "محمد علی", "محمد\u200Cعلی", "کریم", "كريم")]
    [InlineData("\uFEE3\uFEA4\uFEE4\uFEAA ھاشم", "محمد هاشم", "ھاشم")]
    public async Task A_name_is_found_with_the_keyboard_and_the_program_that_one_has(string name, params string[] typed)
    {
        var portal = await portals.In("az");
        using var person = await portal.As("one-stop-operator");
        using var officer = await portal.As("fund-officer");
        var id = await person.MyId();

        await officer.Done($"/persons/{id}/corrections", new JsonObject { ["field"] = "father-name", ["value"] = name, ["reason"] = "As the birth extract writes it." });

        foreach (var words in typed)
            (await officer.Read($"/persons?name={Uri.EscapeDataString(words)}&purpose=inquiry"))["persons"]!.AsArray().Select(found => found.Text("id")).ShouldContain(id, words);
    }

    [Theory]
    [InlineData("", "name required")]
    [InlineData("number=12", "number bad-format")]
    [InlineData("name=a", "name bad-format")]
    [InlineData("name=aysel&born=yesterday", "born bad-format")]
    public async Task A_search_that_cannot_be_understood_is_refused(string query, string fault)
    {
        using var officer = await (await portals.In("az")).As("fund-officer");

        var (status, problem) = await officer.Get($"/persons?{query}&purpose=inquiry");

        status.ShouldBe(400);
        Steps.Faults(problem!).ShouldBe([fault]);
    }

    [Fact]
    public async Task An_officer_says_what_for()
    {
        var portal = await portals.In("az");
        using var officer = await portal.As("fund-officer");

        foreach (var purpose in new[] { "", "purpose=curiosity", "purpose=customs-relief" })
            Steps.Faults((await officer.Get($"/persons/5VBK5VR?{purpose}")).Body!).ShouldBe(["purpose unknown-purpose"]);
    }

    [Fact]
    public async Task A_correction_leaves_a_trail_that_the_person_sees()
    {
        var portal = await portals.In("az");
        using var person = await portal.As("trader2");
        using var officer = await portal.As("fund-officer");
        var (id, before) = (await person.MyId(), (await person.Read("/persons/me")).Text("fatherName"));

        await officer.Done($"/persons/{id}/corrections", new JsonObject { ["field"] = "father-name", ["value"] = "Düzəldilmiş", ["reason"] = "The birth extract says so." });

        var trail = (await person.Read("/persons/me/corrections"))[0]!;
        (trail.Text("before"), trail.Text("after"), trail.Text("officer")).ShouldBe((before, "Düzəldilmiş", "fund-officer"));
        (await officer.Read("/persons?name=duzeldil&purpose=inquiry"))["persons"]!.AsArray().ShouldHaveSingleItem();
        await officer.Refused($"/persons/{id}/corrections", new JsonObject { ["field"] = "father-name", ["value"] = "Düzəldilmiş", ["reason"] = "Again." }, 409, "nothing-to-correct");
        await officer.Refused($"/persons/{await officer.MyId()}/corrections", new JsonObject { ["field"] = "father-name", ["value"] = "Own", ["reason"] = "Mine." }, 409, "own-record");
        var employment = (await person.Read("/persons/me/employment"))[1]!;
        (await officer.Refused($"/persons/{id}/corrections", new JsonObject { ["field"] = "employment-until", ["employmentId"] = employment.Text("id"), ["value"] = "1999-01-01", ["reason"] = "No." }, 400, "invalid-request"))
            .ShouldBe(["/value ends-before-it-starts"]);
    }
}
