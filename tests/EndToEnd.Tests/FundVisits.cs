using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.TestSupport;
using Portal.Web;
using Portal.Web.Drafts;
using Portal.Web.SocialProtection;

namespace Portal.EndToEnd.Tests;

/// <summary>The pages of social protection.</summary>
internal static class FundVisits
{
    private const string Applications = "/social-protection/benefits/applications/{number}";
    private const string Drafts = "/social-protection/benefits/drafts/{id:guid}";

    /// <summary>Those of the insured person and of the employer.</summary>
    public static readonly IReadOnlyList<Visit> OfThePerson =
    [
        new("/social-protection", "citizen"),
        new("/social-protection", "customs-officer") { Case = "officer" },
        new("/social-protection", "citizen") { Case = "certified", Prepare = _ => Task.FromResult("/social-protection?certified=1") },
        new("/social-protection/contributions", "citizen"),
        new("/social-protection/pension", "citizen"),
        new("/social-protection/pension", "citizen") { Case = "faulty", Then = person => person.Retire("1") },
        new("/social-protection/benefits", "citizen") { Prepare = scenery => After("/social-protection/benefits", scenery.BenefitDraft(""), scenery.Application()) },
        new("/social-protection/benefits/apply", "citizen2") { Then = Visit.SendEmpty },
        new(Drafts, "citizen") { Prepare = scenery => scenery.BenefitDraft(""), Then = Visit.SendEmpty },
        new($"{Drafts}/check", "citizen") { Prepare = scenery => scenery.BenefitDraft("/check") },
        new($"{Applications}/sent", "citizen") { Prepare = scenery => scenery.Application("/sent") },
        new(Applications, "citizen") { Prepare = scenery => scenery.DocumentsAskedFor("") },
        new(Applications, "citizen") { Case = "refused", Prepare = scenery => scenery.RefusedApplication("") },
        new($"{Applications}/documents", "citizen") { Prepare = scenery => scenery.DocumentsAskedFor("/documents"), Then = Visit.SendEmpty },
        new($"{Applications}/appeal", "citizen") { Prepare = scenery => scenery.RefusedApplication("/appeal"), Then = Visit.SendEmpty },
        new($"{Applications}/withdraw", "citizen") { Prepare = scenery => scenery.Application("/withdraw") },
        new("/social-protection/usage", "citizen") { Prepare = scenery => After("/social-protection/usage", scenery.DocumentsAskedFor("")) },
        new("/social-protection/usage", "citizen2") { Case = "customs", Prepare = _ => Task.FromResult("/social-protection/usage?register=customs") },
        new("/social-protection/consents", "citizen") { Prepare = scenery => After("/social-protection/consents", scenery.Consent()) },
        new("/social-protection/consents/give", "citizen") { Then = Visit.SendEmpty },
        new("/social-protection/consents/{id:guid}/withdraw", "citizen") { Prepare = async scenery => $"/social-protection/consents/{await scenery.Consent()}/withdraw" },
        new("/social-protection/employer", "trader"),
        new("/social-protection/employer", "citizen") { Case = "no employer" },
        new("/social-protection/employer/report", "trader") { Then = person => person.SendReport("personId,earnings,insuredShare,employerShare\n1,x,-1,0\nbroken\n") },
    ];

    /// <summary>The address of a page of an application that was begun.</summary>
    private static async Task<string> BenefitDraft(this Scenery scenery, string page)
    {
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(), Owner = new JsonWebToken(await scenery.Portal.Token("citizen")).Subject, Kind = Web.SocialProtection.BenefitDraft.Kind, Subject = "child",
            Body = """{"answers":{"childName":"<b>\u202eNuray</b>","childBorn":"2026-02-14"}}""", ChangedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        await using var scope = scenery.Portal.Pages.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDbContext>();
        db.Add(draft);
        await db.SaveChangesAsync();
        return $"/social-protection/benefits/drafts/{draft.Id}{page}";
    }

    /// <summary>The address of a page of an application that was sent.</summary>
    private static async Task<string> Application(this Scenery scenery, string page = "")
    {
        using var client = await scenery.Portal.As("citizen");
        var application = scenery.Portal.Example("applyForBenefit", Fund.Service);
        // The same application is under way only once.
        application["answers"]![0]!["value"] = $"Nuray {Guid.NewGuid():N}";
        var (status, body) = await client.Send("/api/social-protection/applications", application);
        status.ShouldBe(HttpStatusCode.Created);
        return $"/social-protection/benefits/applications/{body!["number"]}{page}";
    }

    private static Task<string> DocumentsAskedFor(this Scenery scenery, string page) => scenery.Officer("documents-request", scenery.Portal.Example("requestApplicationDocuments", Fund.Service), page);

    private static Task<string> RefusedApplication(this Scenery scenery, string page) =>
        scenery.Officer("decision", new JsonObject { ["granted"] = false, ["ground"] = "not-established", ["reason"] = "<b>No</b> child of this name is registered." }, page);

    private static async Task<string> Officer(this Scenery scenery, string what, JsonObject decision, string page)
    {
        var address = await scenery.Application();
        await scenery.Send("fund-officer", $"{Fund.Application(address.Split('/')[^1])}/{what}", decision);
        return address + page;
    }

    private static async Task<string> After(string address, params Task[] made)
    {
        await Task.WhenAll(made);
        return address;
    }

    /// <summary>A consent that holds.</summary>
    private static async Task<string> Consent(this Scenery scenery)
    {
        using var client = await scenery.Portal.As("citizen");
        await client.Send("/api/social-protection/consents", scenery.Portal.Example("giveConsent", Fund.Service));
        var consents = await client.GetFromJsonAsync<JsonArray>("/api/social-protection/consents");
        return consents!.First(consent => consent!["holds"]!.GetValue<bool>())!["id"]!.ToString();
    }

    private static async Task Retire(this Person person, string year)
    {
        await person.Page.Locator("[name='/retirementDate.year']").FillAsync(year);
        await person.Continue();
    }

    private static async Task SendReport(this Person person, string csv)
    {
        await person.Page.Locator("[name='/month']").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await person.Page.Locator("[name='/file']").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "report.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await person.Continue();
    }
}
