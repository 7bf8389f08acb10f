using System.Text.Json.Nodes;
using Portal.Web.Forms;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>A declaration without a mouse.</summary>
public sealed class KeyboardTests(Portals portals)
{
    private const string Tea = "090240";

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task A_declaration_is_made_and_lodged_by_keys_alone(string language)
    {
        await using var trader = await Person.Come(portals, "az", language, "trader");
        var (page, example) = (trader.Page, trader.Portal.Example("lodgeDeclaration"));
        example.Remove("functionalReferenceId");
        example["goodsItems"] = new JsonArray(example["goodsItems"]![0]!.DeepClone());

        await trader.Open("/customs");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();

        await Press(trader, "main a[href$='/customs/drafts/new']");
        await Answer(trader, example);
        var home = trader.Path;
        await Press(trader, "ol.tasks a");
        while (trader.Path != home)
            await Answer(trader, example);
        await Press(trader, "ol.tasks a[href*='/items']");
        await Press(trader, "main a[href*='/items/1/goods']");

        await Choose(trader, "/goodsItems/0/commodityCode", Tea);
        while (!trader.Path.EndsWith("/documents", StringComparison.Ordinal))
            await Answer(trader, example);
        foreach (var _ in example["goodsItems"]![0]!["additionalDocuments"]!.AsArray())
            await Answer(trader, example);
        await Press(trader, "main a[href$='/items'].ds-button");
        await Press(trader, $"main a.ds-button[href$='{home}']");
        await Press(trader, "ol.tasks a[href$='/check']");
        await Press(trader, "#form > button");

        trader.Path.ShouldEndWith("/lodged");
        trader.ShouldHaveNoComplaints();
    }

    [Fact]
    public async Task Whoever_must_mend_something_is_led_to_the_summary_and_from_there_to_the_box()
    {
        await using var trader = await Person.Come(portals, "az", "en", "trader");
        await trader.Open("/customs/account");
        await Reach(trader, "#amount");
        await trader.Page.Keyboard.TypeAsync("-1");
        await trader.Follow("Enter");

        await Expect(trader.Page.Locator(".ds-error-summary")).ToBeFocusedAsync();
        await Reach(trader, ".ds-error-summary a[href='#amount']");
        await trader.Page.Keyboard.PressAsync("Enter");
        await Expect(trader.Page.Locator("#amount")).ToBeFocusedAsync();
        trader.ShouldHaveNoComplaints();
    }

    /// <summary>Types words into the box and takes the hit with the code from the list, by arrows.</summary>
    private static async Task Choose(Person trader, string pointer, string code)
    {
        var box = trader.Box(pointer);
        await Reach(trader, $"#{Field.IdOf(pointer)}");
        await trader.Page.Keyboard.TypeAsync(code[..4]);
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(trader.Page.Locator($"[role=option][data-code='{code}']")).ToBeVisibleAsync();
        for (var presses = 0; await trader.Page.Locator($"[role=option][aria-selected=true][data-code='{code}']").CountAsync() == 0; presses++)
        {
            presses.ShouldBeLessThan(30);
            await trader.Page.Keyboard.PressAsync("ArrowDown");
        }

        (await box.GetAttributeAsync("aria-activedescendant")).ShouldNotBeNullOrEmpty();
        await trader.Page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync(code);
        await Expect(box).ToHaveAttributeAsync("aria-expanded", "false");
    }

    private static async Task Answer(Person trader, JsonObject example)
    {
        foreach (var pointer in await trader.Pointers())
        {
            if (example.At(pointer)?.ToString() is { } value)
                await Type(trader, pointer, value);
        }

        await Press(trader, "#form > button");
        (await trader.Page.Locator(".ds-error-summary").AllInnerTextsAsync()).ShouldBeEmpty(trader.Path);
    }

    private static async Task Type(Person trader, string pointer, string value)
    {
        var boxes = trader.Page.Locator($"#form [name='{pointer}']");
        var kind = await boxes.First.EvaluateAsync<string>("box => box.type");
        await Reach(trader, $"#form [name='{pointer}']");
        if (kind is not ("radio" or "select-one"))
        {
            await trader.Page.Keyboard.PressAsync("Control+A");
            await trader.Page.Keyboard.TypeAsync(trader.Typed(value));
            return;
        }

        if (kind == "select-one")
        {
            var steps = await boxes.EvaluateAsync<int>("(box, value) => [...box.options].findIndex(option => option.value === value) - box.selectedIndex", value);
            for (var presses = Math.Abs(steps); presses > 0; presses--)
                await trader.Page.Keyboard.PressAsync(steps > 0 ? "ArrowDown" : "ArrowUp");
            (await Chosen()).ShouldBe(value, pointer);
            return;
        }

        await trader.Page.Keyboard.PressAsync("Space");
        for (var presses = 0; await Chosen() != value; presses++)
        {
            presses.ShouldBeLessThan(20, $"{pointer} does not come to {value}.");
            await trader.Page.Keyboard.PressAsync("ArrowDown");
        }

        Task<string?> Chosen() => trader.Page.EvaluateAsync<string?>("name => new FormData(document.getElementById('form')).get(name)", pointer);
    }

    /// <summary>Goes there by Tab and presses Enter.</summary>
    private static async Task Press(Person person, string what)
    {
        await Reach(person, what);
        await person.Follow("Enter");
    }

    private static async Task Reach(Person person, string what)
    {
        for (var tabs = 0; !await person.Page.EvaluateAsync<bool>("what => document.activeElement.matches(what)", what); tabs++)
        {
            tabs.ShouldBeLessThan(80, $"Tab does not reach {what} on {person.Path}.");
            await person.Page.Keyboard.PressAsync("Tab");
        }
    }
}
