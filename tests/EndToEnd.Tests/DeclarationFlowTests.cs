using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>What may happen to a declaration besides its clearance: documents are asked for, it is corrected, it is withdrawn, a button is pressed twice.</summary>
public sealed class DeclarationFlowTests(Portals portals)
{
    /// <summary>As much as one may hand in at once.</summary>
    private const int MostBytes = 5 << 20;

    private const string Invoice = "N380";

    /// <summary>Every language with and without scripts; the two in different countries.</summary>
    public static TheoryData<string, string, bool> Ways =>
        [.. Texts.Tags.Keys.SelectMany(language => new[] { true, false }.Select(script => ((language is "en" or "az") == script ? "az" : "af", language, script)))];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_document_is_asked_for_and_handed_in_and_the_goods_are_released_once(string country, string language, bool script)
    {
        await using var trader = await Person.Come(portals, country, language, "trader", script);
        await using var officer = await Person.Come(portals, country, language, "customs-officer", script);
        await using var head = await Person.Come(portals, country, language, "customs-head", script);
        var mrn = await Lodged(trader);
        await trader.Open($"/customs/declarations/{mrn}");
        await trader.Page.EvaluateAsync("window.stays = true");
        (await trader.Page.Locator("#status ~ ul a[href*='/hand-in']").CountAsync()).ShouldBe(0);

        // The officer asks, and the trader's open page tells him: by itself where scripts run, else by its link.
        var why = $"The invoice, please. {Guid.NewGuid():N}";
        await officer.Open($"/customs/worklist/{mrn}");
        await FlowTests.Decide(officer, mrn, "documents-request", ("/documents", Invoice), ("/withinDays", "10"), ("/remark", why));
        if (!script)
        {
            (await trader.Page.Locator(".timeline").InnerTextAsync()).ShouldNotContain(why);
            await trader.Follow(trader.Page.Locator("[data-refresh]"));
        }

        await Expect(trader.Page.Locator(".timeline")).ToContainTextAsync(why);
        (await trader.Page.EvaluateAsync<bool>("window.stays === true")).ShouldBe(script, "With scripts the page stays; without it is another.");
        await Expect(trader.Page.Locator("[data-refresh]")).ToBeVisibleAsync(new() { Visible = !script });

        // Too large a file is said beside the question; what was chosen stays.
        await trader.Follow(trader.Page.Locator($"#live a[href*='/hand-in?code={Invoice}']"));
        await Expect(trader.Box("/code")).ToHaveValueAsync(Invoice);
        await trader.IsRefused("/fileName", "no-file");
        await trader.ChooseTooLarge("/fileName");
        await Expect(trader.Box("/code")).ToHaveValueAsync(Invoice);
        var name = $"hesab-faktura فاکتور {language}.pdf";
        await trader.Choose("/fileName", name, MostBytes);
        await trader.Continue();
        trader.Path.ShouldBe($"/customs/declarations/{mrn}");
        await Expect(trader.Page.Locator("#documents + .scroll")).ToContainTextAsync(name);
        (await trader.Page.Locator("#live a[href*='/hand-in?code=']").CountAsync()).ShouldBe(0, "Nothing is missing any more.");

        // Two see the case and decide it; the second is told, and nothing happens twice.
        if (!script)
            await officer.Follow(officer.Page.Locator("[data-refresh]"));
        await Expect(officer.Page.Locator("#documents + .scroll")).ToContainTextAsync(name);
        await FlowTests.Decide(officer, mrn, "documentary-check", ("/conforms", "true"), ("/remark", "As declared."));
        await head.Open($"/customs/worklist/{mrn}/release");
        await head.Fill("/reason", "All is well. همه چیز درست است.");
        await FlowTests.Decide(officer, mrn, "release", ("/reason", "Nothing speaks against it."));
        await head.Continue();
        head.Path.ShouldBe($"/customs/worklist/{mrn}/release");
        await Expect(head.Page.Locator("main")).ToContainTextAsync(head.Text("officer.meanwhile"));
        await Expect(head.Page.Locator("main")).ToContainTextAsync("Nothing speaks against it.");
        (await Visible(head)).ShouldContain(head.Text("problem.wrong-status"));
        await FlowTests.Becomes(trader, "cleared");
        (await Codes(trader, mrn, "release")).ShouldBe(1);

        foreach (var person in new[] { trader, officer, head })
            person.ShouldHaveNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_declaration_is_corrected(string country, string language, bool script)
    {
        await using var trader = await Person.Come(portals, country, language, "trader", script);
        var mrn = await Lodged(trader);
        await trader.Open($"/customs/declarations/{mrn}");
        await trader.Follow(trader.Page.Locator("nav.actions a[href$='/amend']"));
        await trader.Continue();
        var draft = trader.Path;

        // What was typed stays, right or wrong, there and back.
        await trader.Open($"{draft}/value");
        await trader.Fill("/freight", "-5");
        await trader.IsRefused("/freight", "out-of-range");
        await Expect(trader.Box("/freight")).ToHaveValueAsync(trader.Typed("-5"));
        // Without scripts a browser that goes back to what was refused asks first whether to send it again.
        if (!script)
            await trader.Open($"{draft}/value");
        await trader.Fill("/freight", "777.5");
        await trader.Continue();
        await trader.Page.GoBackAsync();
        await Expect(trader.Box("/freight")).ToHaveValueAsync(trader.Typed("777.5"));

        await trader.Open($"{draft}/check");
        await trader.IsRefused("/reason", "required");
        if (!script)
            await trader.Open($"{draft}/check");
        var why = $"The freight was wrong. {Guid.NewGuid():N}";
        await trader.Fill("/reason", why);
        await trader.Continue();
        trader.Path.ShouldBe($"/customs/declarations/{mrn}/lodged");
        await trader.Picture("amended");

        // The back button does not lead into what is sent.
        await trader.Page.GoBackAsync();
        trader.Path.ShouldBe($"/customs/declarations/{mrn}/lodged");
        await trader.Open($"/customs/declarations/{mrn}");
        await FlowTests.Becomes(trader, "under-documentary-check");
        var told = await Told(trader, mrn);
        (told["revision"]!.GetValue<int>(), told["data"]!["freight"]!.GetValue<decimal>()).ShouldBe((2, 777.5m));
        (await Visible(trader)).ShouldContain(Texts.In(language, "declaration.revision").Replace("{0}", trader.Typed("1"), StringComparison.Ordinal));
        trader.ShouldHaveNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_declaration_is_withdrawn_and_nobody_decides_on_it_any_more(string country, string language, bool script)
    {
        await using var trader = await Person.Come(portals, country, language, "trader", script);
        await using var officer = await Person.Come(portals, country, language, "customs-officer", script);
        var mrn = await Lodged(trader);
        await officer.Open($"/customs/worklist/{mrn}/rejection");
        await officer.Fill("/reason", "Not as declared.");

        await trader.Open($"/customs/declarations/{mrn}");
        await trader.Follow(trader.Page.Locator("nav.actions a[href$='/cancellation']"));
        await trader.IsRefused("/reason", "required");
        await trader.Fill("/reason", "The consignment was turned back. محموله بازگشت.");
        await trader.Continue();
        trader.Path.ShouldBe($"/customs/declarations/{mrn}/cancelled");
        await trader.Picture("cancelled");
        await trader.Follow(trader.Page.Locator($"main a[href$='/{mrn}']"));
        await FlowTests.Becomes(trader, "cancelled");
        (await trader.Page.Locator("nav.actions a").EvaluateAllAsync<string[]>("links => links.map(link => link.href.split('/').pop())")).ShouldBe(["copy"]);

        await officer.Continue();
        await Expect(officer.Page.Locator("main")).ToContainTextAsync(officer.Text("officer.meanwhile"));
        await Expect(officer.Page.Locator("main .tag").First).ToHaveTextAsync(officer.Text("status.cancelled"));
        (await Told(trader, mrn))["status"]!.ToString().ShouldBe("cancelled");
        trader.ShouldHaveNoComplaints();
        officer.ShouldHaveNoComplaints();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_declaration_whose_button_is_pressed_twice_is_lodged_once(string country, string language, bool script)
    {
        await using var trader = await Person.Come(portals, country, language, "trader", script);
        var reference = $"TWICE-{Guid.NewGuid():N}"[..20];
        var check = await Scenery.Of(trader.Portal).Draft("/check", reference: reference);
        var other = await trader.Page.Context.NewPageAsync();
        await other.GotoAsync(trader.Address(check));
        await trader.Open(check);
        var sent = 0;
        trader.Page.Context.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;

        await trader.Page.Locator("#form > button[type=submit]").DblClickAsync();
        await trader.Page.WaitForURLAsync("**/lodged");
        var pressed = sent;
        if (script)
            pressed.ShouldBe(1, "The second press is held back.");
        // The same in a tab that was left open, and by the back button.
        await other.Locator("#form > button[type=submit]").ClickAsync();
        await other.WaitForURLAsync("**/lodged");
        sent.ShouldBe(pressed + 1);
        await trader.Page.GoBackAsync();
        trader.Path.ShouldEndWith("/lodged", customMessage: "What is sent leads to what became of it.");

        using var client = await trader.Portal.As("trader");
        (await client.GetFromJsonAsync<JsonNode>($"/api/customs/declarations?q={reference}"))!["items"]!.AsArray().Count.ShouldBe(1);
        trader.ShouldHaveNoComplaints();
    }

    /// <summary>Medicines, whose documents an officer checks.</summary>
    private static async Task<string> Lodged(Person trader) => (await Scenery.Of(trader.Portal).Declaration(Scenery.Medicine, "under-documentary-check")).Split('/')[^1];

    private static async Task<JsonNode> Told(Person trader, string mrn)
    {
        using var client = await trader.Portal.As("trader");
        return (await client.GetFromJsonAsync<JsonNode>($"/api/customs/declarations/{mrn}"))!;
    }

    private static Task<string> Visible(Person person) => person.Page.Locator("main").InnerTextAsync();

    /// <summary>How often a kind of decision was taken.</summary>
    private static async Task<int> Codes(Person person, string mrn, string kind)
    {
        using var client = await person.Portal.As("customs-officer");
        return (await client.GetFromJsonAsync<JsonNode>($"/api/customs/declarations/{mrn}"))!["decisions"]!.AsArray().Count(decision => decision!["kind"]!.ToString() == kind);
    }
}
