using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>The way of an application to the last word.</summary>
public sealed class ApplicationTests(OwnPortal own) : IClassFixture<OwnPortal>
{
    private readonly PortalUnderTest portal = own.Portal;

    [Fact]
    public async Task Documents_are_asked_for_and_handed_in_and_the_benefit_is_granted_with_its_certificate()
    {
        using var citizen = await portal.As("citizen2");
        using var officer = await portal.As("fund-officer");
        var number = await Apply(citizen, Disability("illness"));

        (await officer.Refused($"/applications/{number}/documents-request", Demand("medical-assessment", "medical-assessment"), 400, "invalid-request")).ShouldBe(["/documents/1 stands-twice"]);
        await officer.Done($"/applications/{number}/documents-request", Demand());
        (await citizen.Read($"/applications/{number}")).Text("status").ShouldBe("documents-requested");
        (await Upload(citizen, number)).ShouldBe(201);
        (await citizen.Read($"/applications/{number}")).Text("status").ShouldBe("submitted");
        await officer.Done($"/applications/{number}/decision", Decision(granted: true, degree: 2));

        var application = await citizen.Read($"/applications/{number}");
        application.Text("status").ShouldBe("granted");
        application["steps"]!.AsArray()[^1].Text("remark").ShouldBe("It is established.");
        application["steps"]!.AsArray().ShouldAllBe(step => step!["officer"] == null && step["officerName"] == null);
        (await officer.Read($"/applications/{number}"))["steps"]!.AsArray()[^1].Text("officerName").ShouldBe("Sevinc Məşqli");
        (await citizen.Read("/persons/me/benefits")).AsArray().ShouldContain(benefit => benefit.Text("number") == application.Text("benefitNumber"));
        (await citizen.Read("/persons/me/certificates")).AsArray().ShouldContain(certificate => certificate.Text("kind") == "disability" && certificate!["isValid"]!.GetValue<bool>());
        await officer.Refused($"/applications/{number}/decision", Decision(granted: true, degree: 2), 409, "wrong-status");
        await citizen.Refused("/applications", Disability("injury-at-work"), 409, "benefit-runs-already");
    }

    [Fact]
    public async Task What_an_officer_has_seen_is_noted_when_he_is_refused_too()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var number = await Apply(citizen, Child("Fidan"));
        await officer.Done($"/applications/{number}/documents-request", Demand());
        var before = await citizen.UsageCount();

        var (status, problem) = await officer.Do($"/applications/{number}/decision", Decision(granted: true));
        await citizen.Done($"/applications/{number}/withdrawal", new JsonObject());
        await officer.Refused($"/applications/{number}/documents-request", Demand(), 409, "wrong-status");

        (status, problem.Text("code")).ShouldBe((409, "wrong-status"));
        problem.Text("detail").ShouldBe("This cannot be done while the application is documents-requested.");
        (await citizen.UsageCount()).ShouldBe(before + 2);
    }

    [Fact]
    public async Task A_benefit_that_one_has_once_is_granted_once_from_a_day_that_can_be()
    {
        using var applicant = await portal.As("trader");
        using var officer = await portal.As("fund-officer");

        var both = await Task.WhenAll(applicant.Do("/applications", Disability("illness")), applicant.Do("/applications", Disability("from-birth")));

        both.Select(answer => answer.Status).Order().ShouldBe([201, 409]);
        var number = both.Single(answer => answer.Status == 201).Body.Text("number");
        (await officer.Refused($"/applications/{number}/decision", Decision(granted: true), 400, "invalid-request")).ShouldBe(["/degree required"]);
        foreach (var day in new[] { "9995-01-01", "0001-01-01" })
        {
            var never = Decision(granted: true, degree: 1);
            never["from"] = day;
            (await officer.Refused($"/applications/{number}/decision", never, 400, "invalid-request")).ShouldBe(["/from out-of-range"]);
        }

        var groundless = Decision(granted: true, degree: 1);
        groundless["ground"] = "not-established";
        (await officer.Refused($"/applications/{number}/decision", groundless, 400, "invalid-request")).ShouldBe(["/ground unknown-ground"]);
        var since = Decision(granted: true, degree: 1);
        since["from"] = "2010-01-01";
        await officer.Done($"/applications/{number}/decision", since);
        var certificate = (await applicant.Read("/persons/me/certificates")).AsArray().Single(certificate => certificate.Text("kind") == "disability");
        certificate!["isValid"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_officer_finds_his_own_applications_by_asking_for_them()
    {
        using var officer = await portal.As("fund-officer");
        var number = await Apply(officer, Child("Own"));

        var mine = (await officer.Read("/applications?mine=true"))["items"]!.AsArray();

        mine.Select(line => line.Text("number")).ShouldBe([number]);
        await officer.Refused($"/applications/{number}/decision", Decision(granted: false), 409, "own-application");
    }

    [Fact]
    public async Task A_refusal_has_reasons_and_another_officer_decides_on_the_appeal()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        using var head = await portal.As("fund-head");
        var number = await Apply(citizen, Child("Lalə"));
        await citizen.Refused($"/applications/{number}/appeal", new JsonObject { ["reason"] = "Too early." }, 409, "wrong-status");

        await officer.Done($"/applications/{number}/decision", Decision(granted: false));
        (await citizen.Read($"/applications/{number}"))["appealUntil"].ShouldNotBeNull();
        await citizen.Done($"/applications/{number}/appeal", new JsonObject { ["reason"] = "The extract was there." });
        await officer.Refused($"/applications/{number}/decision", Decision(granted: true), 409, "own-decision");
        await head.Done($"/applications/{number}/decision", Decision(granted: false));

        (await citizen.Read($"/applications/{number}")).Text("status").ShouldBe("appeal-dismissed");
        await citizen.Refused($"/applications/{number}/appeal", new JsonObject { ["reason"] = "Once more." }, 409, "wrong-status");
    }

    [Fact]
    public async Task An_appeal_after_the_term_of_the_law_is_too_late()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var number = await Apply(citizen, Child("Nərgiz"));
        await officer.Done($"/applications/{number}/decision", Decision(granted: false));

        own.Clock.Advance(TimeSpan.FromDays(31));

        await citizen.Refused($"/applications/{number}/appeal", new JsonObject { ["reason"] = "Late." }, 409, "appeal-too-late");
    }

    [Fact]
    public async Task Documents_that_do_not_come_let_the_application_lapse()
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var number = await Apply(citizen, Child("Səma"));
        await officer.Done($"/applications/{number}/documents-request", Demand());

        own.Clock.Advance(TimeSpan.FromDays(11));

        await PortalUnderTest.Until(citizen, $"{Steps.Fund}/applications/{number}", application => application.Text("status") == "lapsed");
    }

    [Fact]
    public async Task Somebody_elses_application_is_not_found()
    {
        using var citizen = await portal.As("citizen");
        using var other = await portal.As("citizen2");
        using var customs = await portal.As("customs-officer");
        var number = await Apply(citizen, Child("Günay"));

        foreach (var client in new[] { other, customs })
        {
            (await client.Get($"/applications/{number}")).Status.ShouldBe(404);
            (await client.Get($"/applications/{number}/documents")).Status.ShouldBe(404);
            (await client.Do($"/applications/{number}/withdrawal", new JsonObject())).Status.ShouldBe(404);
            (await client.Do($"/applications/{number}/decision", Decision(granted: true))).Status.ShouldBe(403);
        }

        await citizen.Done($"/applications/{number}/withdrawal", new JsonObject());
        await citizen.Refused($"/applications/{number}/withdrawal", new JsonObject(), 409, "application-closed");
    }

    [Fact]
    public async Task What_is_asked_must_be_answered_as_it_is_asked()
    {
        using var citizen = await portal.As("citizen");

        (await citizen.Refused("/applications", new JsonObject { ["kind"] = "holiday", ["answers"] = new JsonArray() }, 400, "invalid-request")).ShouldBe(["/kind unknown-benefit"]);
        var wrong = Steps.Application("survivor", ("deceasedNumber", "12"), ("relation", "friend"), ("diedOn", "31.12.2025"), ("shoeSize", "42"));
        (await citizen.Refused("/applications", wrong, 400, "invalid-request")).ShouldBe(
            ["/answers/0/value bad-format", "/answers/1/value bad-format", "/answers/2/value bad-format", "/answers/3/field unknown-field", "/answers required"]);
        (await citizen.Done("/applications/check", Steps.Application("child", ("childBorn", "2026-02-14"))))["faults"]!.AsArray().ShouldHaveSingleItem().Text("expected").ShouldBe("childName,bankAccount");
        await Apply(citizen, Child("Twice"));
        await citizen.Refused("/applications", Child("Twice"), 409, "application-under-way");
    }

    private static async Task<string> Apply(HttpClient client, JsonObject application) => (await client.Done("/applications", application)).Text("number");

    private static JsonObject Child(string name) => Steps.Application("child", ("childName", name), ("childBorn", "2026-02-14"), ("bankAccount", Steps.Account));

    private static JsonObject Disability(string cause) => Steps.Application("disability", ("since", "2025-05-01"), ("cause", cause), ("bankAccount", Steps.Account));

    private static JsonObject Demand(params string[] documents) => new()
    {
        ["documents"] = new JsonArray([.. documents.DefaultIfEmpty("medical-assessment").Select(document => JsonValue.Create(document))]), ["withinDays"] = 10, ["remark"] = "Please hand it in.",
    };

    private static JsonObject Decision(bool granted, int? degree = null)
    {
        var decision = new JsonObject { ["granted"] = granted, ["ground"] = granted ? "conditions-met" : "not-established", ["reason"] = granted ? "It is established." : "It is not established." };
        if (degree is not null)
            decision["degree"] = degree;
        return decision;
    }

    private static async Task<int> Upload(HttpClient client, string number)
    {
        using var content = new ByteArrayContent("%PDF-1.4 a document"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        using var answer = await client.PostAsync($"{Steps.Fund}/applications/{number}/documents?code=medical-assessment&fileName=a.pdf", content);
        return (int)answer.StatusCode;
    }
}
