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

    /// <summary>Its address behind the language.</summary>
    public Task<string> Address(PortalUnderTest portal) => Prepare is null ? Task.FromResult(Route) : Prepare(Scenery.Of(portal));

    /// <summary>All pages. Those that only send one on, without a page of their own, are in <see cref="WithoutPage"/>.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new(""),
        new("", "trader") { Case = "signed in" },
        new("/error") { Prepare = _ => Task.FromResult("/no-such-page"), Status = 404 },
        new("/customs/account", "trader"),
        new("/customs/account", "trader") { Case = "faulty", Then = SendEmpty },
        new("/customs/declarations/{mrn}", "trader") { Case = "cleared", Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared") },
        new("/customs/declarations/{mrn}", "trader") { Case = "documents demanded", Prepare = scenery => scenery.DocumentsDemanded() },
        new("/customs/declarations/{mrn}", "trader2") { Case = "short of money", Prepare = scenery => scenery.Declaration(Scenery.Tea, "awaiting-payment", declarant: "trader2") },
        new("/customs/declarations/{mrn}/hand-in", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Medicine, "under-documentary-check", "/hand-in"), Then = SendEmpty },
        new("/customs/declarations/{mrn}/cancellation", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Medicine, "under-documentary-check", "/cancellation"), Then = SendEmpty },
        new("/customs/declarations/{mrn}/cancellation", "trader") { Case = "too late", Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared", "/cancellation") },
        new("/customs/declarations/{mrn}/cancelled", "trader") { Prepare = scenery => scenery.Cancelled() },
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

    public const string Tea = "090240";
    public const string Medicine = "300490";

    public PortalUnderTest Portal => portal;

    /// <summary>The address of a declaration of the commodity that has come to stand there.</summary>
    public async Task<string> Declaration(string commodity, string status, string page = "", string declarant = "trader")
    {
        using var client = await portal.As(declarant);
        var declaration = portal.Example("lodgeDeclaration");
        declaration["goodsItems"]![0]!["commodityCode"] = commodity;
        var mrn = await client.Lodge(declaration);
        await client.UntilStatus(mrn, status);
        return $"/customs/declarations/{mrn}{page}";
    }

    public async Task<string> DocumentsDemanded()
    {
        var address = await Declaration(Medicine, "under-documentary-check");
        await Decide("customs-officer", address, "documents-request", "requestDocuments");
        return address;
    }

    public async Task<string> Cancelled()
    {
        var address = await Declaration(Medicine, "under-documentary-check");
        await Decide("trader", address, "cancellation", "cancelDeclaration");
        return $"{address}/cancelled";
    }

    private async Task Decide(string persona, string address, string what, string example)
    {
        using var client = await portal.As(persona);
        (await client.Send($"/api{address}/{what}", portal.Example(example))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
