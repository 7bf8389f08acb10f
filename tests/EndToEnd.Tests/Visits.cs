using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.TestSupport;
using Portal.Web;
using Portal.Web.Customs;
using Portal.Web.Drafts;

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
    public Task<string> Address(PortalUnderTest portal) => Prepare is null ? Task.FromResult(Route) : Scenery.Of(portal).AddressOf(this);

    /// <summary>All pages. Those that only send one on, without a page of their own, are in <see cref="WithoutPage"/>.</summary>
    public static readonly IReadOnlyList<Visit> All =
    [
        new(""),
        new("", "trader") { Case = "signed in" },
        new("/error") { Prepare = _ => Task.FromResult("/no-such-page"), Status = 404 },
        new("/error", "trader") { Case = "forbidden", Prepare = _ => Task.FromResult("/customs/worklist"), Status = 403 },
        new("/customs", "trader") { Prepare = scenery => scenery.Began() },
        new("/customs", "customs-officer") { Case = "officer" },
        new("/customs/drafts/new", "trader") { Then = SendEmpty },
        new("/customs/drafts/{id:guid}", "trader") { Prepare = scenery => scenery.Draft("") },
        new("/customs/drafts/{id:guid}", "trader") { Case = "faulty", Prepare = scenery => scenery.Draft("", faulty: true) },
        new("/customs/drafts/{id:guid}/delete", "trader") { Prepare = scenery => scenery.Draft("/delete") },
        .. new[] { "start", "procedure", "transport", "exporter", "importer", "countries", "value" }.Select(section =>
            new Visit("/customs/drafts/{id:guid}/{section}", "trader") { Case = section, Prepare = scenery => scenery.Draft($"/{section}") }),
        new("/customs/drafts/{id:guid}/{section}", "trader") { Case = "faulty", Prepare = scenery => scenery.Draft("/value?mend=true", faulty: true) },
        new("/customs/drafts/{id:guid}/items", "trader") { Prepare = scenery => scenery.Draft("/items") },
        new("/customs/drafts/{id:guid}/items", "trader") { Case = "faulty", Prepare = scenery => scenery.Draft("/items", faulty: true) },
        new("/customs/drafts/{id:guid}/items/{number:int:min(1)}", "trader") { Prepare = scenery => scenery.Draft("/items/1") },
        new("/customs/drafts/{id:guid}/items/{number:int:min(1)}/documents", "trader") { Prepare = scenery => scenery.Draft("/items/1/documents") },
        .. new[] { "goods", "quantity", "price", "more" }.Select(section =>
            new Visit("/customs/drafts/{id:guid}/items/{number:int:min(1)}/{section}", "trader") { Case = section, Prepare = scenery => scenery.Draft($"/items/1/{section}") }),
        new("/customs/drafts/{id:guid}/items/{number:int:min(1)}/{section}", "trader") { Case = "empty", Prepare = scenery => scenery.Draft("/items/3/goods"), Then = SendEmpty },
        new("/customs/drafts/{id:guid}/check", "trader") { Prepare = scenery => scenery.Draft("/check") },
        new("/customs/drafts/{id:guid}/check", "trader") { Case = "faulty", Prepare = scenery => scenery.Draft("/check", faulty: true) },
        new("/customs/declarations/{mrn}/lodged", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared", "/lodged") },
        new("/customs/declarations/{mrn}/copy", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared", "/copy") },
        new("/customs/declarations/{mrn}/amend", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Medicine, "under-documentary-check", "/amend") },
        new("/customs/declarations/{mrn}/amend", "trader") { Case = "too late", Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared", "/amend") },
        new("/customs/tariff") { Prepare = _ => Task.FromResult("/customs/tariff?search=0902") },
        new("/customs/tariff/{code}") { Prepare = _ => Task.FromResult("/customs/tariff/09") },
        new("/customs/tariff/{code}") { Case = "goods", Prepare = _ => Task.FromResult("/customs/tariff/870380") },
        new("/customs/estimate") { Then = SendEmpty },
        new("/customs/estimate") { Case = "result", Prepare = _ => Task.FromResult("/customs/estimate?/goodsItems/0/commodityCode=870380&/goodsItems/0/countryOfOrigin=TR&/goodsItems/0/itemPrice=50000&/incoterm=fob&/invoiceCurrency=USD&/freight=600&/goodsItems/0/netMass=2900") },
        new("/customs/account", "trader"),
        new("/customs/account", "trader") { Case = "faulty", Then = SendEmpty },
        new("/customs/account", "trader") { Case = "stale", Then = SendStale },
        new("/customs/declarations/{mrn}", "trader") { Case = "cleared", Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared") },
        new("/customs/declarations/{mrn}", "trader") { Case = "documents demanded", Prepare = scenery => scenery.DocumentsDemanded() },
        new("/customs/declarations/{mrn}", "trader2") { Case = "short of money", Prepare = scenery => scenery.Declaration(Scenery.Tea, "awaiting-payment", declarant: "trader2") },
        new("/customs/declarations/{mrn}/hand-in", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Medicine, "under-documentary-check", "/hand-in"), Then = SendEmpty },
        new("/customs/declarations/{mrn}/cancellation", "trader") { Prepare = scenery => scenery.Declaration(Scenery.Medicine, "under-documentary-check", "/cancellation"), Then = SendEmpty },
        new("/customs/declarations/{mrn}/cancellation", "trader") { Case = "too late", Prepare = scenery => scenery.Declaration(Scenery.Tea, "cleared", "/cancellation") },
        new("/customs/worklist", "customs-officer") { Prepare = scenery => scenery.OfCustoms("") },
        new("/customs/worklist", "customs-head") { Case = "filtered", Prepare = _ => Task.FromResult("/customs/worklist?office=&lane=red&sort=value&q=NOTHING") },
        new("/customs/worklist/{mrn}", "customs-officer") { Prepare = scenery => scenery.OfCustoms("/{0}") },
        .. new[] { "documentary-check", "documents-request", "lane", "rejection" }.Select(decision =>
            new Visit(Decision, "customs-officer") { Case = decision, Prepare = scenery => scenery.OfCustoms($"/{{0}}/{decision}"), Then = SendEmpty }),
        new(Decision, "customs-officer") { Case = "examination", Prepare = scenery => scenery.OfCustoms("/{0}/examination", "lane", new() { ["lane"] = "red", ["reason"] = "The seals do not look right." }), Then = SendEmpty },
        new(Decision, "customs-officer") { Case = "release", Prepare = scenery => scenery.OfCustoms("/{0}/release", "documentary-check", new() { ["conforms"] = true, ["remark"] = "All is there." }), Then = SendEmpty },
        new(Decision, "customs-officer") { Case = "too early", Prepare = scenery => scenery.OfCustoms("/{0}/release") },
        new("/customs/dashboard", "customs-head") { Prepare = scenery => scenery.Dashboard() },
        new("/customs/declarations/{mrn}/cancelled", "trader") { Prepare = scenery => scenery.Cancelled() },
        .. FundVisits.OfThePerson,
        .. FundOfficerVisits.All,
    ];

    private const string Decision = "/customs/worklist/{mrn}/{decision:regex(^(documentary-check|examination|documents-request|lane|release|rejection)$)}";

    /// <summary>Pages that others show on the way; they have no frame of ours.</summary>
    public static readonly IReadOnlyList<Visit> OfOthers = [new("/sign-in")];

    /// <summary>Pages without a page.</summary>
    public static readonly IReadOnlyList<string> WithoutPage = ["/sign-in", "/sign-out"];

    /// <summary>The forms' error summary is part of the page.</summary>
    internal static Task SendEmpty(Person person) => person.Continue();

    /// <summary>A form of a session that has ended.</summary>
    private static async Task SendStale(Person person)
    {
        await person.Page.EvaluateAsync("document.querySelector('#form [name=form-token]').value = 'old'");
        await person.Continue();
        (await person.Page.Locator("h1").InnerTextAsync()).ShouldBe(person.Text("error.stale"));
    }
}

/// <summary>What is there to be seen: made once for each country, through the services' doors.</summary>
internal sealed class Scenery(PortalUnderTest portal)
{
    private static readonly ConditionalWeakTable<PortalUnderTest, Scenery> Made = [];

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> addresses = new(StringComparer.Ordinal);

    /// <summary>The scenery of a portal.</summary>
    public static Scenery Of(PortalUnderTest portal) => Made.GetValue(portal, made => new Scenery(made));

    public const string Tea = "090240";
    public const string Medicine = "300490";

    public PortalUnderTest Portal => portal;

    /// <summary>Where a visit goes; what is to be seen there is made by the first visitor.</summary>
    public Task<string> AddressOf(Visit visit) => addresses.GetOrAdd(visit.Name, _ => new(() => visit.Prepare!(this))).Value;

    /// <summary>The address of a declaration of the commodity that has come to stand there.</summary>
    public async Task<string> Declaration(string commodity, string status, string page = "", string declarant = "trader", Action<JsonObject>? with = null)
    {
        using var client = await portal.As(declarant);
        var declaration = portal.Example("lodgeDeclaration");
        declaration["goodsItems"]![0]!["commodityCode"] = commodity;
        with?.Invoke(declaration);
        var mrn = await client.Lodge(declaration);
        await client.UntilStatus(mrn, status);
        return $"/customs/declarations/{mrn}{page}";
    }

    /// <summary>The list of somebody who has a draft.</summary>
    public async Task<string> Began()
    {
        await Draft("");
        return "/customs";
    }

    /// <summary>The address of a page of a draft with the example declaration; it may be faulty here and there.</summary>
    public async Task<string> Draft(string page, bool faulty = false, string? reference = null)
    {
        var body = portal.Example("lodgeDeclaration");
        body["functionalReferenceId"] = reference ?? $"DRAFT-{Guid.NewGuid():N}"[..20];
        if (faulty)
            (body["freight"], body["goodsItems"]![0]!["packages"], body["goodsItems"]![1]!["netMass"]) = ("<b>many</b>", 0, null);
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(), Owner = new JsonWebToken(await portal.Token("trader")).Subject, Kind = DeclarationDraft.Kind, Body = body.ToJsonString(), ChangedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        await using var scope = portal.Pages.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WebDbContext>();
        db.Add(draft);
        await db.SaveChangesAsync();
        return $"/customs/drafts/{draft.Id}{page}";
    }

    public async Task<string> DocumentsDemanded()
    {
        var address = await Declaration(Medicine, "under-documentary-check");
        await Decide("customs-officer", address, "documents-request", "requestDocuments");
        return address;
    }

    /// <summary>The head's figures, of something.</summary>
    public async Task<string> Dashboard()
    {
        await Declaration(Tea, "cleared");
        return "/customs/dashboard?days=7";
    }

    /// <summary>A page of the officers about goods whose documents are checked; {0} in it is the MRN.</summary>
    public async Task<string> OfCustoms(string page) =>
        "/customs/worklist" + string.Format(System.Globalization.CultureInfo.InvariantCulture, page, (await Declaration(Medicine, "under-documentary-check")).Split('/')[^1]);

    /// <summary>The same, after an officer has done something about them.</summary>
    public async Task<string> OfCustoms(string page, string done, JsonObject request)
    {
        var address = await OfCustoms(page);
        await Send("customs-officer", $"/api/customs/declarations/{address.Split('/')[3]}/{done}", request);
        return address;
    }

    public async Task<string> Cancelled()
    {
        var address = await Declaration(Medicine, "under-documentary-check");
        await Decide("trader", address, "cancellation", "cancelDeclaration");
        return $"{address}/cancelled";
    }

    /// <summary>Somebody does something by the services' doors.</summary>
    public async Task Send(string persona, string path, JsonObject request)
    {
        using var client = await portal.As(persona);
        (await client.Send(path, request)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private Task Decide(string persona, string address, string what, string example) => Send(persona, $"/api{address}/{what}", portal.Example(example));
}
