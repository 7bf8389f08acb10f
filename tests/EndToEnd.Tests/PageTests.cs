using Deque.AxeCore.Commons;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Languages;

namespace Portal.EndToEnd.Tests;

/// <summary>What holds of every page: in its language and direction, without barriers (WCAG 2.2 AA), readable on a small phone.</summary>
public abstract class PageTests(Portals portals)
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    protected Portals Portals => portals;

    /// <summary>Every page in each of the languages.</summary>
    protected static TheoryData<string, string> In(params string[] languages) => [.. languages.SelectMany(language => Visit.All.Select(visit => (language, visit.Name)))];

    /// <summary>Looks at the page.</summary>
    protected async Task Look(string country, string language, string name)
    {
        var visit = Visit.All.Single(one => one.Name == name);
        await using var person = await Person.Come(portals, country, language, visit.Persona);
        (await person.Open(await visit.Address(person.Portal))).ShouldBe(visit.Status);
        if (visit.Then is not null)
            await visit.Then(person);

        var page = person.Page;
        (await page.EvaluateAsync<string>("[document.documentElement.lang, document.documentElement.dir, document.querySelectorAll('h1').length].join()"))
            .ShouldBe($"{Language.Of(language)!.Tag},{Language.Of(language)!.Direction},1");
        await page.EvaluateAsync(Axe);
        (await page.EvaluateAsync<string[]>("""
            async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }))
                .violations.flatMap(barrier => barrier.nodes.map(node => `${barrier.id}: ${barrier.help} at ${node.target} ${node.html}`))
            """)).ShouldBeEmpty(name);

        await Picture();
        await page.SetViewportSizeAsync(320, 700);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{name} scrolls sideways.");
        await Picture();
        person.ShouldHaveNoComplaints();

        // Of each page one: people look at them.
        Task Picture() => visit.Case is null ? person.Picture(FileName(name)) : Task.CompletedTask;
    }

    private static string FileName(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-') is { Length: > 0 } file ? file : "home";
}

/// <summary>The pages of Azerbaijan, in Latin script.</summary>
public sealed class PageTestsAz(Portals portals) : PageTests(portals)
{
    public static TheoryData<string, string> Pages => In("az", "en");

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_has_no_barriers(string language, string page) => Look("az", language, page);

    [Fact]
    public async Task Every_page_is_looked_at()
    {
        var portal = await Portals.In("az");
        var routes = portal.Pages.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Select(route => route.Replace("/{lang:language}", "", StringComparison.Ordinal)).Distinct();
        routes.Order().ShouldBe(Visit.All.Select(visit => visit.Route).Concat(Visit.WithoutPage).Append("/").Distinct().Order());
    }
}

/// <summary>The pages of Afghanistan, from right to left.</summary>
public sealed class PageTestsAf(Portals portals) : PageTests(portals)
{
    public static TheoryData<string, string> Pages => In("fa", "ps");

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_has_no_barriers(string language, string page) => Look("af", language, page);
}
