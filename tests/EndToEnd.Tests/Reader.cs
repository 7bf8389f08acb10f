using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Portal.TestSupport;
using Portal.Web.Forms;

namespace Portal.EndToEnd.Tests;

/// <summary>Somebody who reads pages without a browser: keeps cookies, follows redirects, sends forms, and remembers all he was told.</summary>
internal sealed class Reader(PortalUnderTest portal) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
    {
        BaseAddress = portal.Anonymous.BaseAddress, DefaultRequestHeaders = { { "Accept", "text/html" } },
    };

    /// <summary>Headers and body of every answer.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Every cookie as it was set.</summary>
    public List<string> Cookies { get; } = [];

    /// <summary>Goes to an address and on to where it leads.</summary>
    public Task<ReadPage> Open(string address) => Follow(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Signs in by the button of a persona.</summary>
    public async Task SignIn(string persona) =>
        await Send((await Open("/en/sign-in")).Html.QuerySelector<IHtmlFormElement>("main form")!, null, ("persona", persona));

    /// <summary>Sends the page's form with what it holds and the values given.</summary>
    public Task<ReadPage> Send(ReadPage page, params (string Name, string Value)[] values) => Send(page.Form, null, values);

    /// <summary>Presses a button of the page's form that sends it elsewhere.</summary>
    public Task<ReadPage> Press(ReadPage page, IHtmlButtonElement button, params (string Name, string Value)[] values) =>
        Send(page.Form, button.GetAttribute("formaction"), [.. values, (button.Name!, button.Value)]);

    /// <summary>Posts anything.</summary>
    public Task<ReadPage> Post(string address, IEnumerable<KeyValuePair<string, string>> values) =>
        Follow(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(values) });

    /// <summary>What the form would send.</summary>
    public static Dictionary<string, string> Values(IHtmlFormElement form) => form.QuerySelectorAll("input[name], textarea[name], select[name]").Select(box => box switch
    {
        IHtmlInputElement { Type: "radio" or "checkbox" } choice => choice.IsChecked ? (choice.Name, choice.Value) : default,
        IHtmlInputElement input => (input.Name, input.Value),
        IHtmlTextAreaElement area => (area.Name, area.Value),
        IHtmlSelectElement select => (select.Name, select.Value ?? ""),
        _ => default,
    }).Where(value => value.Name is not null).GroupBy(value => value.Name!).ToDictionary(group => group.Key, group => group.Last().Item2);

    public void Dispose() => client.Dispose();

    private Task<ReadPage> Send(IHtmlFormElement form, string? elsewhere, params (string Name, string Value)[] values)
    {
        var all = Values(form);
        foreach (var (name, value) in values)
            all[name] = value;
        return Post(new Uri(new Uri(form.BaseUri), elsewhere ?? form.GetAttribute("action") ?? "").ToString(), all);
    }

    private async Task<ReadPage> Follow(HttpRequestMessage request)
    {
        for (var hops = 0; ; hops++)
        {
            using var answer = await client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Heard.Add($"{answer.Headers}{body}");
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                Cookies.AddRange(cookies);
            var address = request.RequestUri!.IsAbsoluteUri ? request.RequestUri : new Uri(client.BaseAddress!, request.RequestUri);
            if (answer.Headers.Location is not { } next)
                return new ReadPage(answer.StatusCode, address, answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)), body);
            hops.ShouldBeLessThan(10, $"{next} leads in a circle.");
            request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, next));
        }
    }
}

/// <summary>A page as it was answered.</summary>
internal sealed record ReadPage(HttpStatusCode Status, Uri Address, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Its elements.</summary>
    public IHtmlDocument Html { get; } = Parse(Body, Address);

    /// <summary>Its one form.</summary>
    public IHtmlFormElement Form => Html.GetElementById("form") as IHtmlFormElement ?? throw new InvalidOperationException($"{Address} ({Status}) has no form: {Html.Title}");

    /// <summary>Path and query.</summary>
    public string Path => Address.PathAndQuery;

    /// <summary>What the visitor reads in the page itself.</summary>
    public string Text => Html.GetElementById("content")?.TextContent ?? "";

    /// <summary>What stands in the box of a question.</summary>
    public string? Value(string pointer) => Reader.Values(Form).GetValueOrDefault(pointer);

    /// <summary>What is said to be wrong with a question.</summary>
    public string? FaultOf(string pointer) => Html.GetElementById($"{Field.IdOf(pointer)}-fault")?.TextContent;

    private static IHtmlDocument Parse(string body, Uri address)
    {
        var html = new HtmlParser().ParseDocument(body);
        var start = html.CreateElement("base");
        start.SetAttribute("href", address.ToString());
        html.Head!.Prepend(start);
        return html;
    }
}
