using Portal.TestSupport;

namespace Portal.EndToEnd.Tests;

/// <summary>Whatever is typed into a box is shown as text: it runs nothing, turns nothing round and breaks no layout.</summary>
public sealed class HostileTextTests(Portals portals)
{
    private const string Marker = "data-injected";

    private const string Markup = $"\"'><script {Marker}>alert(1)</script><img {Marker} src=x onerror=alert(2)>";

    public static readonly TheoryData<string> Hostile =
    [
        Markup,
        $"</textarea></select><svg {Marker} onload=alert(3)>{{{{7*7}}}} ${{7*7}} &lt;b {Marker}&gt; %3Cb%3E",
        "\u202etxet desrever\u202c \u2067isolated\u2069 \u200f",
        new string('W', 130),
    ];

    /// <summary>Every box of every page of the declaration, its check page with all answers, and lodging it with what customs takes.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task In_a_declaration_it_is_text(string text)
    {
        await using var trader = await Person.Come(portals, "az", "en", "trader", width: 320);
        var home = await Scenery.Of(trader.Portal).Draft("");
        foreach (var section in new[] { "start", "procedure", "transport", "exporter", "importer", "countries", "value", "items/1/goods", "items/1/quantity", "items/1/price", "items/1/more", "items/1/documents" })
        {
            await trader.Open($"{home}/{section}");
            foreach (var pointer in await trader.Pointers())
                await Type(trader, pointer, text);
            await trader.Continue();
            await ShouldBeHarmless(trader);
        }

        foreach (var page in new[] { "", "/items", "/items/1", "/check", "/exporter", "/items/1/goods" })
        {
            await trader.Open(home + page);
            await ShouldBeHarmless(trader);
        }

        await trader.Open("/customs");
        await ShouldBeHarmless(trader);
    }

    /// <summary>Free text that customs takes, from the declarant and from the officer, on all pages that show it.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task In_a_decision_it_is_text(string text)
    {
        var portal = await portals.In("az");
        var scenery = Scenery.Of(portal);
        var address = await scenery.Declaration(Scenery.Medicine, "under-documentary-check", with: declaration =>
        {
            (declaration["importer"]!["name"], declaration["exporter"]!["name"], declaration["goodsItems"]![0]!["description"]) = (text, text, text);
        });
        var mrn = address.Split('/')[^1];
        await using var officer = await Person.Come(portals, "az", "en", "customs-officer", width: 320);
        foreach (var (decision, answers) in new (string, (string, string)[])[]
        {
            ("documents-request", [("/documents", "N380"), ("/withinDays", "5"), ("/remark", text)]),
            ("lane", [("/lane", "red"), ("/reason", text)]),
            ("rejection", [("/reason", text)]),
        })
        {
            await officer.Open($"/customs/worklist/{mrn}/{decision}");
            foreach (var (pointer, value) in answers)
                await officer.Fill(pointer, value);
            await officer.Continue();
            officer.Path.ShouldStartWith($"/customs/worklist/{mrn}?");
            await ShouldBeHarmless(officer);
        }

        (await officer.Page.Locator("main").InnerTextAsync()).ShouldContain(text[..20]);
        await officer.Open($"/customs/worklist?q={mrn}");
        await ShouldBeHarmless(officer);
        await officer.Open($"/customs/worklist?q={Uri.EscapeDataString(text)}&lane={Uri.EscapeDataString(text)}");
        await ShouldBeHarmless(officer);

        await using var trader = await Person.Come(portals, "az", "fa", "trader", width: 320);
        foreach (var page in new[] { "", "/copy", "/lodged" })
        {
            await trader.Open(address + page);
            await ShouldBeHarmless(trader);
        }
    }

    /// <summary>All other forms, of citizens and officers, in a portal of their own; what can be sent is sent, and the page after it is looked at.</summary>
    [Fact]
    public async Task In_every_other_form_it_is_text()
    {
        await using var portal = await PortalUnderTest.Start();
        var boxes = 0;
        foreach (var visit in Visit.All.Where(visit => visit.Status == 200 && !visit.Route.StartsWith("/customs/drafts", StringComparison.Ordinal)))
        {
            await using var person = await Person.Come(portals, portal, "en", visit.Persona is null ? null : await portals.SessionOf(visit.Persona, portal), width: 320);
            await person.Open(visit.Prepare is null ? visit.Route : await visit.Prepare(Scenery.Of(portal)));
            var pointers = await person.Pointers();
            if (pointers.Length == 0)
                continue;
            boxes += pointers.Length;
            foreach (var pointer in pointers)
                await Answer(person, pointer, $"{Markup} \u202etxet");
            await person.Continue();
            await ShouldBeHarmless(person);
        }

        boxes.ShouldBeGreaterThan(40);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task In_an_address_it_is_text(string text)
    {
        await using var trader = await Person.Come(portals, "az", "en", "trader", width: 320);
        var asked = Uri.EscapeDataString(text);
        foreach (var page in new[] { $"/customs?q={asked}&status={asked}", $"/customs/tariff?search={asked}", $"/customs/estimate?/goodsItems/0/commodityCode={asked}&/freight={asked}", $"/customs/declarations/{asked}", $"/customs/account?{asked}" })
        {
            await trader.Open(page);
            await ShouldBeHarmless(trader);
        }
    }

    /// <summary>Also where the browser would not let one: a value that is not on the list.</summary>
    private static async Task Type(Person person, string pointer, string text) => await person.Page.EvaluateAsync("""
        ([pointer, text]) => {
          const box = document.querySelector(`#form [name="${pointer}"]`);
          if (box.tagName === 'SELECT') box.append(new Option(text, text, true, true));
          else if (box.type === 'radio' || box.type === 'checkbox') Object.assign(box, { value: text, checked: true });
          else box.value = text;
        }
        """, new[] { pointer, text });

    /// <summary>The text where one types, and as the name of a file; else something of what there is to choose.</summary>
    private static async Task Answer(Person person, string pointer, string text)
    {
        var box = person.Page.Locator($"#form [name='{pointer}']").First;
        switch (await box.EvaluateAsync<string>("box => box.type"))
        {
            case "select-one":
                await box.EvaluateAsync("box => box.selectedIndex = box.length - 1");
                break;
            case "radio" or "checkbox":
                await box.CheckAsync();
                break;
            case "file":
                await person.Choose(pointer, $"{text.Replace('/', '_')}.pdf", 2_000);
                break;
            default:
                await box.FillAsync(text);
                break;
        }
    }

    private static async Task ShouldBeHarmless(Person person)
    {
        (await person.Page.Locator($"[{Marker}]").CountAsync()).ShouldBe(0, person.Path);
        (await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{person.Path} scrolls sideways.");
        (await person.Page.Locator("h1").CountAsync()).ShouldBe(1, person.Path);
        (await person.Page.Locator("h1").InnerTextAsync()).ShouldNotBe(Texts.In(person.Language, "error.other"), person.Path);
        person.ShouldHaveNoComplaints();
    }
}
