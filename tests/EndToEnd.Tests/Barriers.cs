using Deque.AxeCore.Commons;
using Portal.Web.Languages;

namespace Portal.EndToEnd.Tests;

/// <summary>What keeps people from reading a page: against WCAG 2.2 AA, by the wrong direction, or on a small phone.</summary>
internal static class Barriers
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Whatever the person opens from now on can be examined.</summary>
    public static Task Prepare(Person person) => person.Page.AddInitScriptAsync(Axe);

    /// <summary>Examines the page shown; keeps pictures where they have a name.</summary>
    public static async Task ShouldMeetNoBarriers(this Person person, string? picture = null)
    {
        var (page, language) = (person.Page, Language.Of(person.Language)!);
        // A page without scripts may be there before its styles. The page is asked: Playwright may miss the moment of an event.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await page.EvaluateAsync<string>("document.readyState") != "complete") await Task.Delay(20, patience.Token);
        (await page.EvaluateAsync<string>("[document.documentElement.lang, document.documentElement.dir, document.querySelectorAll('h1').length].join()"))
            .ShouldBe($"{language.Tag},{language.Direction},1", page.Url);
        (await page.EvaluateAsync<string[]>("""
            async () => {
              const read = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], preload: false });
              // Where nothing was examined, nothing is wrong.
              if (read.passes.length < 10) return ['Hardly anything was examined.'];
              return read.violations.flatMap(barrier => barrier.nodes.map(node => `${barrier.id}: ${barrier.help} at ${node.target} ${node.html}`));
            }
            """)).ShouldBeEmpty(page.Url);
        await Picture();

        await page.SetViewportSizeAsync(320, 700);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{page.Url} scrolls sideways.");
        await Picture();
        await page.SetViewportSizeAsync(1100, 900);

        Task Picture() => picture is null ? Task.CompletedTask : person.Picture(picture);
    }
}
