using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.SocialProtection;
using Portal.TestSupport;
using Portal.Web.SocialProtection;
using static Microsoft.Playwright.Assertions;
using Certificate = Portal.SocialProtection.Register.Certificate;
using CertificateKind = Portal.SocialProtection.Register.CertificateKind;

namespace Portal.EndToEnd.Tests;

/// <summary>Social protection as people meet it: a benefit from the first question to the appeal, and who reads one's data.</summary>
public sealed class FundFlowTests(Portals portals)
{
    private const string Document = "birth-extract";

    public static TheoryData<string, string, bool> Ways => DeclarationFlowTests.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_benefit_is_applied_for_refused_once_and_granted_on_appeal(string country, string language, bool script)
    {
        await using var citizen = await Person.Come(portals, country, language, "citizen", script);
        await using var officer = await Person.Come(portals, country, language, "fund-officer", script);
        await using var head = await Person.Come(portals, country, language, "fund-head", script);
        var number = await Apply(citizen);
        var (own, theirs) = ($"/social-protection/benefits/applications/{number}", $"/social-protection/worklist/{number}");

        // The officer finds it among the others and asks for a document.
        await officer.Open("/social-protection/worklist");
        await officer.Open(theirs);
        await officer.Follow(officer.Page.Locator("main a[href$='/documents-request']"));
        await officer.IsRefused("/remark", "required");
        await officer.Fill("/documents", Document);
        await officer.Fill("/withinDays", "14");
        await officer.Fill("/remark", "The extract of the birth, please. لطفاً.");
        await officer.Continue();
        await Expect(officer.Page.Locator(".confirmation")).ToHaveTextAsync(officer.Text("fund-application.done"));

        await citizen.Follow(citizen.Page.Locator($"main a[href$='{own}']"));
        await Expect(citizen.Page.Locator(".facts .tag")).ToHaveTextAsync(citizen.Text("application.documents-requested"));
        await Expect(citizen.Page.Locator(".timeline")).ToContainTextAsync("The extract of the birth, please. لطفاً.");
        await citizen.Picture("documents-requested");
        await citizen.Follow(citizen.Page.Locator($"main a[href$='{own}/documents']"));
        await citizen.Fill("/code", Document);
        await citizen.ChooseTooLarge("/file");
        await Expect(citizen.Page.Locator($"#form [value='{Document}']")).ToBeCheckedAsync();
        var file = $"doğum تولد {language}.pdf";
        await citizen.Choose("/file", file, 2_000);
        await citizen.Continue();
        citizen.Path.ShouldStartWith(own);
        await Expect(citizen.Page.Locator(".facts .tag")).ToHaveTextAsync(citizen.Text("application.submitted"));

        // Two officers have it before them; the second is told that it is decided, and it is decided once.
        await head.Open($"{theirs}/refusal");
        await head.Fill("/ground", "not-established");
        await head.Fill("/reason", "I should refuse it too.");
        await officer.Open(theirs);
        await Expect(officer.Page.Locator("#documents + .scroll")).ToContainTextAsync(file);
        await officer.Follow(officer.Page.Locator("main a[href$='/refusal']"));
        await officer.Fill("/ground", "not-established");
        await officer.Fill("/reason", "No child of this name is registered. ثبت نیست.");
        await officer.Continue();
        await Expect(officer.Page.Locator(".confirmation")).ToHaveTextAsync(officer.Text("fund-application.done"));
        await head.Continue();
        await Expect(head.Page.Locator(".ds-error-summary")).ToContainTextAsync(head.Text("problem.wrong-status"));

        // He sees why, and appeals.
        await citizen.Open(own);
        await Expect(citizen.Page.Locator(".facts .tag")).ToHaveTextAsync(citizen.Text("application.refused"));
        await Expect(citizen.Page.Locator(".timeline")).ToContainTextAsync("No child of this name is registered. ثبت نیست.");
        (await citizen.Page.Locator(".timeline").InnerTextAsync()).ShouldNotContain("I should refuse it too.");
        await citizen.Follow(citizen.Page.Locator($"main a[href$='{own}/appeal']"));
        await citizen.IsRefused("/reason", "required");
        await citizen.Fill("/reason", "She is registered since March.");
        await citizen.Continue();
        await Expect(citizen.Page.Locator(".facts .tag")).ToHaveTextAsync(citizen.Text("application.under-appeal"));
        (await citizen.Page.Locator($"main a[href$='{own}/appeal']").CountAsync()).ShouldBe(0);

        // Another than the one who refused decides the appeal.
        await officer.Open(theirs);
        await Expect(officer.Page.Locator("main")).ToContainTextAsync(officer.Text("problem.own-decision"));
        await head.Open(theirs);
        await head.Follow(head.Page.Locator("main a[href$='/grant']"));
        await head.Fill("/ground", "conditions-met");
        await head.Fill("/reason", "The extract shows it.");
        await head.Continue();
        await citizen.Open(own);
        await Expect(citizen.Page.Locator(".facts .tag")).ToHaveTextAsync(citizen.Text("application.granted"));
        await citizen.Picture("granted");

        using var client = await citizen.Portal.As("citizen");
        var told = (await client.GetFromJsonAsync<JsonNode>(Fund.Application(number)))!;
        told["steps"]!.AsArray().Select(step => step!["status"]!.ToString()).ShouldBe(["submitted", "documents-requested", "submitted", "refused", "under-appeal", "granted"]);
        var benefit = told["benefitNumber"]!.ToString();
        await citizen.Open("/social-protection");
        await Expect(citizen.Page.Locator("#benefits + .scroll")).ToContainTextAsync(benefit);
        foreach (var person in new[] { citizen, officer, head })
            person.ShouldHaveNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_benefit_is_ended_by_an_officer_and_the_person_reads_why(string country, string language, bool script)
    {
        await using var citizen = await Person.Come(portals, country, language, "citizen", script);
        await using var officer = await Person.Come(portals, country, language, "fund-officer", script);
        var (person, number) = await Granted(citizen.Portal);
        var why = $"The family has moved. فامیل کوچ کرده است. {Guid.NewGuid():N}";
        await citizen.Open("/social-protection/benefits");
        var received = citizen.Page.Locator("#received + .scroll tbody tr", new() { HasText = number });
        await Expect(received).Not.ToContainTextAsync(citizen.Text("fund.goes-on"));

        await officer.Open($"/social-protection/persons/{person}/benefits?purpose=inquiry");
        await officer.Follow(officer.Page.Locator($"main a[href$='/{number}/end']"));
        await officer.IsRefused("/reason", "required");
        await officer.Fill("/reason", why);
        await officer.Fill("/day", new DateOnly(2026, 2, 28));
        await officer.IsRefused("/day", "out-of-range.date");
        await officer.Fill("/day", new DateOnly(2026, 9, 30));
        await officer.Continue();
        officer.Path.ShouldStartWith($"/social-protection/persons/{person}/benefits?");
        var ended = officer.Page.Locator("main tbody tr", new() { HasText = number });
        await Expect(ended).ToContainTextAsync(why);
        (await ended.Locator("a").CountAsync()).ShouldBe(0);

        await citizen.Open("/social-protection/benefits");
        await Expect(received).ToContainTextAsync(why);
        await citizen.Picture("ended");
        foreach (var one in new[] { citizen, officer })
            one.ShouldHaveNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_consent_is_given_used_and_withdrawn_and_the_person_sees_each_use(string country, string language, bool script)
    {
        await using var citizen = await Person.Come(portals, country, language, "citizen2", script);
        using var system = await citizen.Portal.AsSystem("one-stop-system");
        using var client = await citizen.Portal.As("citizen2");
        var asked = new JsonObject
        {
            ["personId"] = (await client.GetFromJsonAsync<JsonNode>($"{Fund.Api}/persons/me"))!["id"]!.ToString(),
            ["question"] = "receives-benefit", ["purpose"] = "housing-support", ["case"] = $"C-{Guid.NewGuid():N}"[..20],
        };
        (await Ask()).ShouldBe(HttpStatusCode.Forbidden);

        await citizen.Open("/social-protection/consents");
        await citizen.Follow(citizen.Page.Locator("main a[href$='/consents/give']"));
        await citizen.Fill("/question", "one-stop-shop receives-benefit housing-support");
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30);
        await citizen.Fill("/validUntil", day.AddYears(-2));
        await citizen.IsRefused("/validUntil", "ends-before-it-starts");
        await Expect(citizen.Page.Locator("#form [value='one-stop-shop receives-benefit housing-support']")).ToBeCheckedAsync();
        await citizen.Fill("/validUntil", day);
        await citizen.Continue();
        citizen.Path.ShouldBe("/social-protection/consents");
        var first = citizen.Page.Locator("main tbody tr").First;
        await Expect(first.Locator(".tag")).ToHaveTextAsync(citizen.Text("consent.active"));
        (await Ask()).ShouldBe(HttpStatusCode.OK);

        await citizen.Follow(first.Locator("a[href$='/withdraw']"));
        await citizen.Continue();
        await Expect(first.Locator(".tag")).ToHaveTextAsync(citizen.Text("consent.withdrawn"));
        (await first.Locator("a").CountAsync()).ShouldBe(0);
        (await Ask()).ShouldBe(HttpStatusCode.Forbidden);

        // Each of the three is there, newest first, with what came of it.
        await citizen.Follow(citizen.Page.Locator("main a[href$='/social-protection/usage']"));
        var uses = citizen.Page.Locator("main tbody tr", new() { HasText = asked["case"]!.ToString() });
        await Expect(uses.Locator(".tag")).ToHaveTextAsync([citizen.Text("usage.refused"), citizen.Text("usage.answered"), citizen.Text("usage.refused")]);
        await Expect(uses.First).ToContainTextAsync("one-stop-system");
        await citizen.Picture("used");
        citizen.ShouldHaveNoComplaints();

        async Task<HttpStatusCode> Ask() => (await system.Send($"{Fund.Api}/lookups", asked)).Status;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_person_and_an_employer_are_entered_once_and_whoever_is_insured_gets_a_certificate(string country, string language, bool script)
    {
        await using var officer = await Person.Come(portals, country, language, "fund-officer", script);
        await using var citizen = await Person.Come(portals, country, language, "citizen2", script);
        // In a shared portal nobody else may have these numbers.
        var digits = RandomNumberGenerator.GetString("0123456789", 9);
        var number = country == "az" ? $"{digits[..6]}Z" : $"1405-{digits[..4]}-{digits[4..]}";

        await officer.Open("/social-protection/persons");
        await officer.Follow(officer.Page.Locator("main a[href$='/persons/enter']"));
        await officer.IsRefused("/sex", "required.choice");
        await Answer(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30));
        await officer.IsRefused("/born", "too-far-ahead");
        await officer.Fill("/born", new DateOnly(2001, 3, 21));
        await officer.Continue();
        await Expect(officer.Page.Locator(".confirmation a")).ToHaveTextAsync(number);
        await officer.Picture("entered");
        await Answer(new DateOnly(2001, 3, 21));
        await officer.Continue();
        await Expect(officer.Page.Locator(".ds-error-summary")).ToContainTextAsync(officer.Text("problem.person-exists"));
        (await officer.Page.Locator(".confirmation").CountAsync()).ShouldBe(0);

        await officer.Open("/social-protection/employers");
        await officer.Follow(officer.Page.Locator("main a[href$='/employers/enter']"));
        await officer.Fill("/name", "Sınaq نمونه");
        await officer.IsRefused("/id", "required");
        await officer.Fill("/id", $"{digits}1");
        await officer.Continue();
        await officer.Follow(officer.Page.Locator(".confirmation a"));
        await Expect(officer.Page.Locator("h1")).ToHaveTextAsync("Sınaq نمونه");

        await Uncertify(citizen.Portal, "citizen2");
        await citizen.Open("/social-protection");
        await citizen.Continue();
        await Expect(citizen.Page.Locator(".confirmation")).ToHaveTextAsync(citizen.Text("certificate.issued"));
        await Expect(citizen.Page.Locator("#certificates + .scroll tbody tr").First.Locator(".tag")).ToHaveTextAsync(citizen.Text("certificate.valid"));
        (await citizen.Page.Locator("#form").CountAsync()).ShouldBe(0);
        await citizen.Picture("certified");
        foreach (var person in new[] { officer, citizen })
            person.ShouldHaveNoComplaints();

        async Task Answer(DateOnly born)
        {
            foreach (var (pointer, value) in new[] { ("/id", number), ("/name", "Təzə نوی"), ("/sex", "female") })
                await officer.Fill(pointer, value);
            await officer.Fill("/born", born);
        }
    }

    /// <summary>Every page that is about oneself, for somebody about whom there is nothing.</summary>
    [Theory]
    [InlineData("az", "en")]
    [InlineData("az", "az")]
    [InlineData("af", "fa")]
    [InlineData("af", "ps")]
    public async Task Whom_the_fund_does_not_know_is_told_what_to_do(string country, string language)
    {
        var portal = await portals.In(country);
        await Forget(portal, "civil-service-officer");
        using var reader = new Reader(portal);
        await reader.SignIn("civil-service-officer");
        foreach (var page in new[] { "", "/contributions", "/pension", "/benefits", "/benefits/apply", "/consents", "/consents/give", "/usage" })
        {
            var read = await reader.Open($"/{language}/social-protection{page}");
            read.Status.ShouldBe(HttpStatusCode.OK, page);
            if (page is "" or "/contributions" or "/pension")
                read.Text.ShouldContain(Texts.In(language, "fund.unknown.about"), customMessage: page);
        }

        // Whoever asks nevertheless is told the same in words, and may come back to it.
        var refused = await reader.Send(await reader.Open($"/{language}/social-protection/consents/give"), ("/question", "one-stop-shop receives-benefit housing-support"), ("/validUntil.day", "1"), ("/validUntil.month", "1"), ("/validUntil.year", country == "af" ? "1406" : "2027"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.QuerySelector(".ds-error-summary")!.TextContent.ShouldContain(Texts.In(language, "problem.person-not-found"));
    }

    /// <summary>Who receives a benefit that was granted from March 2026, and its number.</summary>
    private static async Task<(string Person, string Number)> Granted(PortalUnderTest portal)
    {
        using var citizen = await portal.As("citizen");
        using var officer = await portal.As("fund-officer");
        var application = portal.Example("applyForBenefit", Fund.Service);
        application["answers"]![0]!["value"] = $"Nuray {Guid.NewGuid():N}";
        var applied = (await citizen.Send($"{Fund.Api}/applications", application)).Body!;
        var decided = await officer.Send($"{Fund.Application(applied["number"]!.ToString())}/decision",
            new JsonObject { ["granted"] = true, ["ground"] = "conditions-met", ["reason"] = "The birth is registered.", ["from"] = "2026-03-01" });
        return (applied["personId"]!.ToString(), decided.Body!["benefitNumber"]!.ToString());
    }

    /// <summary>By the pages, from the list of benefits to the confirmation; returns the application's number.</summary>
    private static async Task<string> Apply(Person citizen)
    {
        await citizen.Open("/social-protection/benefits");
        await citizen.Follow(citizen.Page.Locator("main a[href$='/apply?kind=child']"));
        await Expect(citizen.Page.Locator("#form [value=child]")).ToBeCheckedAsync();
        await citizen.Continue();
        await citizen.IsRefused("/answers/childName", "required");
        if (!citizen.HasScript)
            await citizen.Open(citizen.Path);
        // The same child is applied for only once at a time.
        await citizen.Fill("/answers/childName", $"Nuray نورای {Guid.NewGuid():N}");
        await citizen.Fill("/answers/childBorn", new DateOnly(2026, 2, 14));
        await citizen.Fill("/answers/bankAccount", Account(citizen.Portal));
        await citizen.Continue();
        citizen.Path.ShouldEndWith("/check");
        await citizen.Page.GoBackAsync();
        (await citizen.Box("/answers/childName").InputValueAsync()).ShouldStartWith("Nuray نورای ");
        await citizen.Continue();
        await citizen.Page.Locator("#form > button[type=submit]").DblClickAsync();
        await citizen.Page.WaitForURLAsync("**/sent");
        return await citizen.Page.Locator(".confirmation .code").InnerTextAsync();
    }

    private static string Account(PortalUnderTest portal) =>
        portal.Example("applyForBenefit", Fund.Service)["answers"]!.AsArray().Single(answer => answer!["field"]!.ToString() == "bankAccount")!["value"]!.ToString();

    /// <summary>Every persona of the demonstration has a record; this one loses it.</summary>
    private static async Task Forget(PortalUnderTest portal, string persona)
    {
        var id = await IdOf(portal, persona);
        await using var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().Persons.Where(person => person.Id == id).ExecuteDeleteAsync();
    }

    /// <summary>Another test has had it certified that this one is insured.</summary>
    private static async Task Uncertify(PortalUnderTest portal, string persona)
    {
        var id = await IdOf(portal, persona);
        await using var scope = portal.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SocialProtectionDbContext>().Set<Certificate>().Where(certificate => certificate.PersonId == id && certificate.Kind == CertificateKind.InsuredStatus).ExecuteDeleteAsync();
    }

    private static async Task<string> IdOf(PortalUnderTest portal, string persona) =>
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(await portal.Token(persona)).GetClaim("person_id").Value;
}
