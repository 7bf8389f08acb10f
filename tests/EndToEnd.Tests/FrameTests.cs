using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Portal.EndToEnd.Tests;

/// <summary>What the frame around the pages promises: sessions, forms, languages, weight.</summary>
public sealed partial class FrameTests(Portals portals)
{
    private const int MostBytes = 150_000;

    [Fact]
    public async Task The_browser_gets_a_key_to_a_session_and_never_a_token()
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");
        (await reader.Open("/en/customs/account")).Status.ShouldBe(HttpStatusCode.OK);

        reader.Heard.ShouldAllBe(answer => !Token().IsMatch(answer));
        // All of it in one short cookie: the session itself is kept by the server.
        var session = reader.Cookies.Where(cookie => cookie.StartsWith("portal.session", StringComparison.Ordinal)).ShouldHaveSingleItem();
        session.Split(';')[0].Length.ShouldBeLessThan(500);
        session.ShouldContain("; httponly", Case.Insensitive);
        session.ShouldContain("; samesite=lax", Case.Insensitive);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_at_the_provider_too_and_his_cookie_opens_nothing_any_more()
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");
        var cookie = reader.Cookies.Last(one => one.StartsWith("portal.session=", StringComparison.Ordinal)).Split(';')[0];
        (await Open(cookie)).ShouldBe(HttpStatusCode.OK);

        var page = await reader.Open("/en");
        (await reader.Post("/en/sign-out", Reader.Values((IHtmlFormElement)page.Html.QuerySelector("form[action='/en/sign-out']")!))).Path.ShouldBe("/en");
        (await reader.Open("/en/customs/account")).Path.ShouldStartWith("/identity/sign-in");
        (await Open(cookie)).ShouldBe(HttpStatusCode.Redirect);

        async Task<HttpStatusCode> Open(string cookie)
        {
            using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = (await portals.In("az")).Anonymous.BaseAddress };
            using var request = new HttpRequestMessage(HttpMethod.Get, "/en/customs/account") { Headers = { { "Cookie", cookie }, { "Accept", "text/html" } } };
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Signing_in_leads_back_to_where_one_was_and_never_to_another_site()
    {
        using var reader = new Reader(await portals.In("az"));
        var asked = await reader.Open("/ps/customs/account?page=2");
        asked.Html.DocumentElement.GetAttribute("lang").ShouldBe("ps-AF");
        var form = (IHtmlFormElement)asked.Html.QuerySelector("main form")!;
        (await reader.Post(new Uri(asked.Address, form.GetAttribute("action")).ToString(), Reader.Values(form).Append(new("persona", "trader")))).Path.ShouldBe("/ps/customs/account?page=2");
        (await reader.Open("/en/sign-in?returnUrl=https://evil.example/")).Path.ShouldBe("/en");
        (await reader.Open("/en/sign-in?returnUrl=//evil.example/")).Path.ShouldBe("/en");
    }

    [Fact]
    public async Task The_language_chosen_while_signing_in_is_that_of_the_page_one_comes_back_to()
    {
        using var reader = new Reader(await portals.In("az"));
        var asked = await reader.Open("/en/customs/account?page=2");
        var chosen = await reader.Open(asked.Html.QuerySelector("nav a[lang=fa-AF]")!.GetAttribute("href")!);
        var form = (IHtmlFormElement)chosen.Html.QuerySelector("main form")!;

        var back = await reader.Post(new Uri(chosen.Address, form.GetAttribute("action")).ToString(), Reader.Values(form).Append(new("persona", "trader")));

        back.Path.ShouldBe("/fa/customs/account?page=2");
        back.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");
        var form = Reader.Values((await reader.Open("/en/customs/account")).Form);
        (form["/amount"], form["/reference"]) = ("5", "FORGED");

        var refused = await reader.Post("/en/customs/account", form.Where(value => value.Key != "form-token"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.QuerySelector("h1")!.TextContent.ShouldBe(Texts.In("en", "error.stale"));
        (await reader.Post("/en/customs/account", form.Where(value => value.Key != "form-token").Append(new("form-token", "made-up")))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await reader.Open("/en/customs/account")).Text.ShouldNotContain("FORGED");

        (await reader.Post("/en/sign-out", [])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await reader.Open("/en/customs/account")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_carried_out_once()
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");
        var reference = $"TWICE-{Guid.NewGuid():N}"[..30];
        var form = Reader.Values((await reader.Open("/en/customs/account")).Form);
        (form["/amount"], form["/reference"]) = ("5", reference);

        await Task.WhenAll(reader.Post("/en/customs/account", form), reader.Post("/en/customs/account", form));
        var page = await reader.Post("/en/customs/account", form);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Path.ShouldBe("/en/customs/account");
        page.Text.Split(reference).Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_declaration_that_is_lodged_twice_by_an_impatient_finger_is_one()
    {
        var portal = await portals.In("az");
        using var reader = new Reader(portal);
        await reader.SignIn("trader");
        var reference = $"TWICE-{Guid.NewGuid():N}"[..20];
        var check = $"/en{await Scenery.Of(portal).Draft("/check", reference: reference)}";
        var form = Reader.Values((await reader.Open(check)).Form);

        var answers = await Task.WhenAll(reader.Post(check, form), reader.Post(check, form), reader.Post(check, form));
        var last = await reader.Post(check, form);

        // Whoever presses while the first press is under way may be told to wait.
        answers.ShouldAllBe(answer => answer.Path == last.Path || answer.Status == HttpStatusCode.UnprocessableEntity);
        last.Path.ShouldEndWith("/lodged");
        using var trader = await portal.As("trader");
        (await trader.GetFromJsonAsync<JsonNode>($"/api/customs/declarations?q={reference}"))!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Changing_the_language_keeps_what_was_typed()
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");
        var page = await reader.Open("/en/customs/account");
        var button = (IHtmlButtonElement)page.Html.QuerySelector(".languages button[value=fa]")!;

        var changed = await reader.Press(page, button, ("/amount", "12.5"), ("/reference", "\"Keep\" <me>"));

        changed.Path.ShouldBe("/fa/customs/account");
        changed.Html.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
        changed.Value("/amount").ShouldBe("12.5");
        changed.Value("/reference").ShouldBe("\"Keep\" <me>");
        changed.Value("form-key").ShouldBe(page.Value("form-key"));
        changed.Html.QuerySelectorAll(".ds-error-summary").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("az")]
    [InlineData("fa")]
    [InlineData("ps")]
    public async Task What_is_wrong_is_said_in_a_summary_that_leads_to_the_question_and_beside_it(string language)
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");

        var page = await reader.Send(await reader.Open($"/{language}/customs/account"), ("/amount", "-7"), ("/reference", ""));

        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Html.Title.ShouldStartWith(Texts.In(language, "form.error-prefix"));
        foreach (var pointer in new[] { "amount", "reference" })
        {
            var fault = page.FaultOf("/" + pointer).ShouldNotBeNull();
            page.Html.QuerySelector($".ds-error-summary a[href='#{pointer}']")!.TextContent.ShouldEndWith(fault.Split('\u00a0', ' ').Last());
            page.Html.GetElementById(pointer)!.GetAttribute("aria-invalid").ShouldBe("true");
            page.Html.GetElementById(pointer)!.GetAttribute("aria-describedby")!.Split(' ').ShouldAllBe(id => page.Html.GetElementById(id) != null);
        }

        page.Value("/amount").ShouldBe("-7");
    }

    [Fact]
    public async Task The_front_door_speaks_the_visitors_language_or_the_countrys_first()
    {
        (await Opened("az", null)).ShouldBe("/az");
        (await Opened("af", null)).ShouldBe("/fa");
        (await Opened("af", "de, ps;q=0.8, en;q=0.5")).ShouldBe("/ps");

        async Task<string> Opened(string country, string? wishes)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = (await portals.In(country)).Anonymous.BaseAddress };
            if (wishes is not null)
                client.DefaultRequestHeaders.Add("Accept-Language", wishes);
            using var answer = await client.GetAsync("/");
            answer.Headers.Vary.ShouldContain("Accept-Language");
            return answer.Headers.Location!.ToString();
        }
    }

    [Theory]
    [InlineData("/en/no-such-page", 404, "error.missing")]
    [InlineData("/ps/customs/worklist", 403, "error.forbidden")]
    [InlineData("/az/customs/declarations/26AZ000000000000X0", 404, "error.missing")]
    public async Task What_is_not_there_or_not_for_everybody_is_said_in_the_language_of_the_page(string path, int status, string key)
    {
        using var reader = new Reader(await portals.In("az"));
        await reader.SignIn("trader");
        var page = await reader.Open(path);
        ((int)page.Status).ShouldBe(status);
        page.Path.ShouldBe(path);
        page.Html.QuerySelector("h1")!.TextContent.ShouldBe(Texts.In(path[1..3], key));
    }

    [Fact]
    public async Task Programs_are_answered_as_programs()
    {
        using var answer = await (await portals.In("az")).Anonymous.GetAsync("/en/no-such-page");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("az", "en")]
    [InlineData("af", "fa")]
    public async Task The_first_page_with_all_it_needs_is_light(string country, string language)
    {
        using var client = new HttpClient { BaseAddress = (await portals.In(country)).Anonymous.BaseAddress, DefaultRequestHeaders = { Accept = { new("text/html") }, AcceptEncoding = { new StringWithQualityHeaderValue("br") } } };
        var (html, bytes) = await Fetch($"/{language}");
        var weights = new Dictionary<string, int> { [language] = bytes };
        foreach (var address in Linked().Matches(html).Select(match => match.Groups[1].Value).Where(address => address.Contains("/assets/", StringComparison.Ordinal)).Distinct())
        {
            (var text, weights[address]) = await Fetch(address);
            foreach (var further in Urls().Matches(address.Contains(".css", StringComparison.Ordinal) ? text : "").Select(match => match.Groups[1].Value))
                (_, weights[further]) = await Fetch(new Uri(new Uri(client.BaseAddress!, address), further).PathAndQuery);
        }

        weights.Values.Sum().ShouldBeLessThan(MostBytes, string.Join(", ", weights));
        weights.Count.ShouldBeGreaterThan(3);

        async Task<(string Text, int Bytes)> Fetch(string address)
        {
            using var answer = await client.GetAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            var raw = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.Content.Headers.ContentEncoding.Contains("br"))
                return (Encoding.UTF8.GetString(raw), raw.Length);
            using var text = new StreamReader(new BrotliStream(new MemoryStream(raw), CompressionMode.Decompress));
            return (await text.ReadToEndAsync(), raw.Length);
        }
    }

    /// <summary>Whatever is placed by left and right stands on the wrong side in two of the four languages.</summary>
    [Fact]
    public void Styles_know_no_left_and_right()
    {
        string[] files = [.. Directory.GetFiles(Repository.Folder("services", "Web", "Assets"), "*.css"), .. Directory.GetFiles(Repository.Folder("services", "Identity", "SignIn"), "*.css")];
        files.Length.ShouldBeGreaterThan(1);
        files.SelectMany(file => Physical().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}")).ShouldBeEmpty();
    }

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Linked();

    [GeneratedRegex(@"url\((?!.?data:)([^)]+)\)")]
    private static partial Regex Urls();

    [GeneratedRegex(@"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius")]
    private static partial Regex Physical();
}
