using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Portal.Web.Languages;

namespace Portal.EndToEnd.Tests;

/// <summary>Every page as it goes over the wire, in every language and country.</summary>
public sealed partial class AsWrittenTests(Portals portals)
{
    public static TheoryData<string, string> Everywhere => [.. new[] { "az", "af" }.SelectMany(country => Texts.Tags.Keys.Select(language => (country, language)))];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Every_page_says_its_language_and_runs_nothing_of_its_own(string country, string language)
    {
        var portal = await portals.In(country);
        foreach (var visitors in Visit.All.GroupBy(visit => visit.Persona))
        {
            using var reader = new Reader(portal);
            if (visitors.Key is { } persona)
                await reader.SignIn(persona);
            foreach (var visit in visitors)
                Check(await reader.Open($"/{language}{await visit.Address(portal)}"), language, visit);
            reader.Heard.ShouldAllBe(answer => !Token().IsMatch(answer));
        }
    }

    /// <summary>Customs books it under a word of its own.</summary>
    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task What_an_account_began_with_is_said_in_words(string country, string language)
    {
        using var reader = new Reader(await portals.In(country));
        await reader.SignIn("trader2");
        var cells = (await reader.Open($"/{language}/customs/account")).Html.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToList();
        cells.ShouldContain(Texts.In(language, "account.opening"));
        cells.ShouldNotContain("opening");
    }

    private static void Check(ReadPage page, string language, Visit visit)
    {
        var (html, expected) = (page.Html, Language.Of(language)!);
        ((int)page.Status).ShouldBe(visit.Status, visit.Name);
        (html.DocumentElement.GetAttribute("lang"), html.DocumentElement.GetAttribute("dir")).ShouldBe((expected.Tag, expected.Direction), visit.Name);
        html.Title.ShouldNotBeNullOrWhiteSpace(visit.Name);
        html.QuerySelectorAll("h1").Length.ShouldBe(1, visit.Name);

        var policy = page.Headers["Content-Security-Policy"];
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain("default-src 'self'");
        html.QuerySelectorAll("style, [style]").ShouldBeEmpty(visit.Name);
        html.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty(visit.Name);
        html.QuerySelectorAll("script").ShouldAllBe(script => script.HasAttribute("src") && script.TextContent == "");
        html.QuerySelectorAll("script, link, img").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!).ShouldAllBe(address => address.StartsWith('/') && !address.StartsWith("//"));

        // What has no text in the translators' files shows its key.
        html.Body!.GetNodes<IText>().Select(text => text.Text.Trim()).Where(text => Key().IsMatch(text) && text.Split('.')[0] is var first && Texts.All.Keys.Any(key => key.StartsWith(first + ".", StringComparison.Ordinal)))
            .ShouldBeEmpty(visit.Name);
        html.QuerySelectorAll("[form]").ShouldAllBe(button => html.GetElementById(button.GetAttribute("form")!) is IHtmlFormElement);
        Switches(html).ShouldBe(Texts.Tags.Keys.Where(other => other != language).ToDictionary(other => other, other => $"/{other}{page.Path[3..]}"), ignoreOrder: true, visit.Name);
    }

    /// <summary>Where the language switcher leads.</summary>
    private static Dictionary<string, string> Switches(IHtmlDocument html) => html.QuerySelectorAll(".languages a, .languages button")
        .ToDictionary(one => Texts.Tags.Single(tag => tag.Value == one.GetAttribute("lang")).Key, one => one.GetAttribute("href") ?? one.GetAttribute("formaction")!);

    /// <summary>A JSON web token, signed or encrypted.</summary>
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"^[a-z][a-z-]*(\.[a-z0-9-]+)+$")]
    private static partial Regex Key();
}
