using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.EndToEnd.Tests;

/// <summary>What holds of every page, in each of the languages.</summary>
public abstract class PageTests(Portals portals, Visitors visitors)
{
    public static TheoryData<string> Pages => [.. Looked.Select(visit => visit.Name)];

    /// <summary>Its people read these first; of their pages there are pictures.</summary>
    protected abstract string[] Spoken { get; }

    protected Portals Portals => portals;

    private static IEnumerable<Visit> Looked => Visit.All.Concat(Visit.OfOthers);

    /// <summary>Looks at the page.</summary>
    protected async Task Look(string country, string name)
    {
        var visit = Looked.Single(one => one.Name == name);
        var person = await visitors.In(portals, country, visit.Persona);
        var address = await visit.Address(person.Portal);
        foreach (var language in Texts.Tags.Keys)
        {
            person.Language = language;
            (await person.Open(address)).ShouldBe(visit.Status, person.Page.Url);
            if (visit.Then is not null)
                await visit.Then(person);
            await person.ShouldMeetNoBarriers(visit.Case is null && Spoken.Contains(language) ? FileName(name) : null);
            person.ShouldHaveNoComplaints();
        }
    }

    private static string FileName(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-') is { Length: > 0 } file ? file : "home";
}

/// <summary>The pages of Azerbaijan.</summary>
public sealed class PageTestsAz(Portals portals, Visitors visitors) : PageTests(portals, visitors), IClassFixture<Visitors>
{
    protected override string[] Spoken => ["az", "en"];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_has_no_barriers(string page) => Look("az", page);

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

/// <summary>The pages of Afghanistan.</summary>
public sealed class PageTestsAf(Portals portals, Visitors visitors) : PageTests(portals, visitors), IClassFixture<Visitors>
{
    protected override string[] Spoken => ["fa", "ps"];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_has_no_barriers(string page) => Look("af", page);
}

/// <summary>Everybody who looks at pages, each at a browser of his own that stays open: one starts it once.</summary>
public sealed class Visitors : IAsyncDisposable
{
    private readonly Dictionary<string, Person> here = new(StringComparer.Ordinal);

    /// <summary>Somebody; null for anybody.</summary>
    internal async Task<Person> In(Portals portals, string country, string? persona)
    {
        if (!here.TryGetValue(persona ?? "", out var person))
        {
            here[persona ?? ""] = person = await Person.Come(portals, country, "en", persona);
            await Barriers.Prepare(person);
        }

        return person;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in here.Values)
            await person.DisposeAsync();
    }
}
