using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.TestSupport;
using Portal.Web.Forms;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEnd.Tests;

/// <summary>Somebody before a browser, in a language: signs in, fills in, presses the button.</summary>
internal sealed class Person : IAsyncDisposable
{
    private readonly IBrowserContext context;

    private Person(IBrowserContext context, IPage page, PortalUnderTest portal, string language, bool script)
    {
        (this.context, Page, Portal, Language, HasScript) = (context, page, portal, language, script);
        context.SetDefaultTimeout(20_000);
        page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Dialog += async (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    /// <summary>The tab.</summary>
    public IPage Page { get; }

    /// <summary>The portal used.</summary>
    public PortalUnderTest Portal { get; }

    /// <summary>First segment of the pages' addresses; he may come to speak another.</summary>
    public string Language { get; set; }

    /// <summary>Whether his browser runs scripts.</summary>
    public bool HasScript { get; }

    /// <summary>What the browser complained about.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Path and query of the page shown, without the language.</summary>
    public string Path => new Uri(Page.Url).PathAndQuery is var path && path.StartsWith($"/{Language}", StringComparison.Ordinal) ? path[(Language.Length + 1)..] : path;

    /// <summary>Sits down at a browser of his own; with <paramref name="persona"/> he has signed in before.</summary>
    public static async Task<Person> Come(Portals portals, string country, string language, string? persona = null, bool script = true, int width = 1100)
    {
        var portal = await portals.In(country);
        return await Come(portals, portal, language, persona is null ? null : await portals.SessionOf(persona, portal), script, width);
    }

    /// <summary>Sits down before a portal, with the cookies of somebody or none.</summary>
    public static async Task<Person> Come(Portals portals, PortalUnderTest portal, string language, string? session, bool script = true, int width = 1100)
    {
        var context = await (await portals.Browser()).NewContextAsync(new()
        {
            JavaScriptEnabled = script, ViewportSize = new() { Width = width, Height = 900 }, Locale = Texts.Tags[language], ReducedMotion = ReducedMotion.Reduce, StorageState = session,
        });
        return new Person(context, await context.NewPageAsync(), portal, language, script);
    }

    /// <summary>The text of a key in his language.</summary>
    public string Text(string key) => Texts.In(Language, key);

    /// <summary>Goes to a page; the path begins behind the language.</summary>
    public async Task<int> Open(string path) => (await Page.GotoAsync(Address(path), new() { WaitUntil = WaitUntilState.DOMContentLoaded }))!.Status;

    /// <summary>The address of a page in his language.</summary>
    public string Address(string path) => new Uri(Portal.Anonymous.BaseAddress!, $"/{Language}{path}").ToString();

    /// <summary>Signs in by the button of a persona.</summary>
    public async Task SignIn(string persona)
    {
        await Open("");
        await Follow(Page.Locator("main .ds-button"));
        await Follow(Page.Locator($"button[name=persona][value={persona}]"));
    }

    /// <summary>Answers a question, however it is asked; numbers are typed in his own digits.</summary>
    public async Task Fill(string pointer, string value)
    {
        var boxes = Page.Locator($"#form [name='{pointer}']");
        switch (await boxes.First.EvaluateAsync<string>("box => box.type"))
        {
            case "select-one":
                await boxes.SelectOptionAsync(value);
                break;
            case "radio" or "checkbox":
                await Page.Locator($"#form [name='{pointer}'][value='{value}']").CheckAsync();
                break;
            default:
                await boxes.FillAsync(Typed(value));
                break;
        }
    }

    /// <summary>Answers every question of the page from a request as JSON; those it says nothing about stay as they are.</summary>
    public async Task FillFrom(JsonObject request)
    {
        foreach (var pointer in await Pointers())
        {
            if (request.At(pointer) is { } value)
                await Fill(pointer, value.ToString());
        }
    }

    /// <summary>Answers a question for a day, in the country's calendar.</summary>
    public async Task Fill(string pointer, DateOnly day)
    {
        Calendar calendar = Portal.Country == "af" ? new PersianCalendar() : new GregorianCalendar();
        var moment = day.ToDateTime(TimeOnly.MinValue);
        foreach (var (part, value) in new[] { ("day", calendar.GetDayOfMonth(moment)), ("month", calendar.GetMonth(moment)), ("year", calendar.GetYear(moment)) })
            await Fill($"{pointer}.{part}", value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Chooses a document of so many bytes.</summary>
    public async Task Choose(string pointer, string name, int bytes)
    {
        var file = System.IO.Path.Combine(TemporaryFolder.New(), name);
        await File.WriteAllTextAsync(file, "%PDF-1.4".PadRight(bytes, '\n'));
        await Page.Locator($"#form [name='{pointer}']").SetInputFilesAsync(file);
    }

    /// <summary>Chooses too large a document, and is told so beside the question: by a script when it is chosen, else when it is sent.</summary>
    public async Task ChooseTooLarge(string pointer)
    {
        await Choose(pointer, "large.pdf", (5 << 20) + 1);
        if (!HasScript)
        {
            await IsRefused(pointer, "body-too-large");
            return;
        }

        await Expect(Page.Locator("#form p[role=alert]")).ToHaveTextAsync(Text("fault.body-too-large"));
        await Expect(Box(pointer)).ToHaveValueAsync("");
    }

    /// <summary>Sends the form and is told what is wrong with the question, in the summary and beside it.</summary>
    public async Task IsRefused(string pointer, string fault)
    {
        await Continue();
        // Between the places for limits.
        var (id, words) = (Field.IdOf(pointer), Regex.Split(Text($"fault.{fault}"), @"\{\w+\}").MaxBy(part => part.Length)!.Trim());
        await Expect(Page).ToHaveTitleAsync(new Regex($"^{Regex.Escape(Text("form.error-prefix"))}"));
        await Expect(Page.Locator($".ds-error-summary a[href='#{id}']")).ToContainTextAsync(words);
        await Expect(Page.Locator($"[id='{id}-fault']")).ToContainTextAsync(words);
        (await Box(pointer).GetAttributeAsync("aria-invalid")).ShouldBe("true");
    }

    /// <summary>The questions of the page.</summary>
    public async Task<string[]> Pointers() => await Page.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('#form [name^=\"/\"]')].map(box => box.name))]");

    /// <summary>Sends the form and waits for the page that follows.</summary>
    public Task Continue() => Follow(Page.Locator("#form > button[type=submit]"));

    /// <summary>Presses a link or button that leads to another page, and waits for it.</summary>
    public Task Follow(ILocator what) => Load(() => what.ClickAsync());

    /// <summary>What he types for a value: numbers and codes of digits only in his own digits.</summary>
    public string Typed(string value) => value.Any(char.IsAsciiLetter) ? value : Texts.Typed(Language, value);

    /// <summary>Presses a key that leads to another page, and waits for it.</summary>
    public Task Follow(string key) => Load(() => Page.Keyboard.PressAsync(key));

    /// <summary>The box of a question.</summary>
    public ILocator Box(string pointer) => Page.Locator($"[id='{Field.IdOf(pointer)}']");

    /// <summary>Keeps a picture for people to look at, where one is wanted.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true" || Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is not null)
            await Page.ScreenshotAsync(new() { Path = Repository.Folder("artifacts", "screenshots", $"{name}-{Portal.Country}-{Language}-{Page.ViewportSize!.Width}.png"), FullPage = true });
    }

    /// <summary>Nothing may have gone wrong that people would not see.</summary>
    public void ShouldHaveNoComplaints() => Complaints.ShouldBeEmpty();

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task Load(Func<Task> press)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => loaded.TrySetResult();
        Page.DOMContentLoaded += Loaded;
        try
        {
            await press();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
        finally
        {
            Page.DOMContentLoaded -= Loaded;
        }
    }

    private void Note(bool isComplaint, string what)
    {
        // The browser reports every answer of 4xx and 5xx; tests that expect one look at the status themselves.
        if (isComplaint && !what.StartsWith("console: Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            Complaints.Enqueue($"{Page.Url}: {what}");
    }
}
