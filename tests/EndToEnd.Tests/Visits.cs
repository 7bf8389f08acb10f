using Portal.TestSupport;

namespace Portal.EndToEnd.Tests;

/// <summary>A page and how one comes there. Every page of the portal has one in <see cref="All"/>; a test sees to it.</summary>
/// <param name="Route">As behind <c>@page</c>, without the language.</param>
/// <param name="Persona">Who looks; null for anybody.</param>
internal sealed record Visit(string Route, string? Persona = null)
{
    /// <summary>Makes what the page shows and says its address; without it the route is the address.</summary>
    public Func<Scenery, Task<string>>? Prepare { get; init; }

    /// <summary>What is done there before one looks, such as sending the empty form.</summary>
    public Func<Person, Task>? Then { get; init; }

    /// <summary>Tells visits of one route apart.</summary>
    public string? Case { get; init; }

    /// <summary>The status it answers with.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Shown in test names.</summary>
    public string Name => Case is null ? Route : $"{Route} ({Case})";

    /// <summary>All pages. Those that only send one on, without a page of their own, are in <see cref="WithoutPage"/>.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new(""),
        new("", "trader") { Case = "signed in" },
        new("/error") { Prepare = _ => Task.FromResult("/no-such-page"), Status = 404 },
        new("/customs/account", "trader"),
        new("/customs/account", "trader") { Case = "faulty", Then = SendEmpty },
    ];

    /// <summary>Pages without a page.</summary>
    public static readonly IReadOnlyList<string> WithoutPage = ["/sign-in", "/sign-out"];

    /// <summary>The forms' error summary is part of the page.</summary>
    private static Task SendEmpty(Person person) => person.Continue();
}

/// <summary>What is there to be seen: made once for each country, through the services' doors.</summary>
internal sealed class Scenery(PortalUnderTest portal)
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<PortalUnderTest, Scenery> Made = [];

    /// <summary>The scenery of a portal.</summary>
    public static Scenery Of(PortalUnderTest portal) => Made.GetValue(portal, made => new Scenery(made));

    public PortalUnderTest Portal => portal;
}
