using System.Text.Json.Nodes;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>A declaration from the trader's first click to its clearance by an officer, as people do it.</summary>
public abstract class FlowTests(Portals portals)
{
    /// <summary>Medicines go to the yellow lane: an officer reads their documents.</summary>
    private const string Medicine = "300490";

    public static TheoryData<string, bool> Ways => [.. Texts.Tags.Keys.SelectMany(language => new[] { (language, true), (language, false) })];

    protected async Task Clear(string country, string language, bool script)
    {
        await using var trader = await Person.Come(portals, country, language, script: script);
        await using var officer = await Person.Come(portals, country, language, script: script);

        await trader.SignIn("trader");
        var mrn = await Lodge(trader);
        await trader.Follow(trader.Page.Locator("main a.ds-button").First);
        trader.Path.ShouldBe($"/customs/declarations/{mrn}");
        await Becomes(trader, "under-documentary-check");

        await officer.SignIn("customs-officer");
        await officer.Follow(officer.Page.Locator("header a[href$='/customs/worklist']"));
        await officer.Page.Locator("#q").FillAsync(mrn);
        await officer.Follow(officer.Page.Locator("main form button"));
        await officer.Follow(officer.Page.Locator($"main a[href$='/{mrn}']"));
        await Decide(officer, mrn, "documentary-check", ("/conforms", "true"), ("/remark", "As declared. مطابق اظهار است."));
        await Becomes(trader, "checked");
        await Decide(officer, mrn, "release", ("/reason", "Nothing speaks against it."));
        await Becomes(trader, "cleared");

        await officer.Open($"/customs/worklist/{mrn}/release");
        (await officer.Page.Locator("#form").CountAsync()).ShouldBe(0, "A decision is made once.");
        await trader.Open("/customs/account");
        await Expect(trader.Page.Locator("table")).ToContainTextAsync(mrn);
        trader.ShouldHaveNoComplaints();
        officer.ShouldHaveNoComplaints();
    }

    /// <summary>Makes a declaration page by page, as the pages lead, and lodges it; returns the MRN.</summary>
    internal static async Task<string> Lodge(Person trader)
    {
        var (page, example) = (trader.Page, trader.Portal.Example("lodgeDeclaration"));
        example.Remove("functionalReferenceId");
        var items = example["goodsItems"]!.AsArray();
        items[0]!["commodityCode"] = Medicine;

        await trader.Open("/customs");
        await trader.Follow(page.Locator("main a[href$='/customs/drafts/new']"));
        await trader.FillFrom(example);
        await trader.Continue();
        var home = trader.Path;
        await trader.Picture("tasks");

        await trader.Follow(page.Locator("ol.tasks a").First);
        await AnswerUntil(trader, example, path => path == home);
        await trader.Follow(page.Locator("ol.tasks a[href*='/items']"));
        for (var number = 1; number <= items.Count; number++)
        {
            await trader.Follow(page.Locator($"main a[href*='/items/{number}/goods']"));
            await AnswerUntil(trader, example, path => path.EndsWith("/documents", StringComparison.Ordinal));
            foreach (var _ in items[number - 1]!["additionalDocuments"]!.AsArray())
                await Answer(trader, example);
            await trader.Follow(page.Locator("main a[href$='/items'].ds-button"));
        }

        await trader.Follow(page.Locator($"main a.ds-button[href$='{home}']"));
        (await page.Locator("ol.tasks .tag.red, ol.tasks .tag.waiting").CountAsync()).ShouldBe(0);
        await trader.Follow(page.Locator("ol.tasks a[href$='/check']"));
        await trader.Picture("check");
        await trader.Continue();
        trader.Path.ShouldEndWith("/lodged");
        await trader.Picture("lodged");
        return await page.Locator(".confirmation .code").InnerTextAsync();
    }

    private static async Task AnswerUntil(Person trader, JsonObject example, Func<string, bool> arrived)
    {
        for (var pages = 0; !arrived(trader.Path); pages++)
        {
            pages.ShouldBeLessThan(12, $"{trader.Path} leads nowhere.");
            await Answer(trader, example);
        }
    }

    private static async Task Answer(Person trader, JsonObject example)
    {
        await trader.FillFrom(example);
        await trader.Continue();
        (await trader.Page.Locator(".ds-error-summary").AllInnerTextsAsync()).ShouldBeEmpty(trader.Path);
    }

    /// <summary>Takes a decision from the page of the case.</summary>
    internal static async Task Decide(Person officer, string mrn, string decision, params (string Pointer, string Value)[] answers)
    {
        officer.Path.ShouldStartWith($"/customs/worklist/{mrn}");
        await officer.Follow(officer.Page.Locator($"main a[href$='/{decision}']"));
        await officer.Picture(decision);
        foreach (var (pointer, value) in answers)
            await officer.Fill(pointer, value);
        await officer.Continue();
        await Expect(officer.Page.Locator("main")).ToContainTextAsync(officer.Text("officer.recorded"));
        await officer.Picture("case");
    }

    /// <summary>With scripts the page follows by itself; without, a link fetches it again.</summary>
    internal static async Task Becomes(Person trader, string status)
    {
        var tag = trader.Page.Locator("#status .tag").First;
        for (var patience = 0; !trader.HasScript && await tag.InnerTextAsync() != trader.Text($"status.{status}"); patience++)
        {
            patience.ShouldBeLessThan(100, $"It does not become {status}.");
            await trader.Follow(trader.Page.Locator("[data-refresh]"));
        }

        await Expect(tag).ToHaveTextAsync(trader.Text($"status.{status}"), new() { Timeout = 20_000 });
        await trader.Picture(status);
    }
}

/// <summary>In Azerbaijan.</summary>
public sealed class FlowTestsAz(Portals portals) : FlowTests(portals)
{
    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_declaration_is_made_checked_and_cleared(string language, bool script) => Clear("az", language, script);
}

/// <summary>In Afghanistan.</summary>
public sealed class FlowTestsAf(Portals portals) : FlowTests(portals)
{
    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_declaration_is_made_checked_and_cleared(string language, bool script) => Clear("af", language, script);
}
