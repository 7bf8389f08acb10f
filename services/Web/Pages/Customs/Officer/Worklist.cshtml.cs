using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Web.Customs;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Officer;

/// <summary>The officer's worklist. Every filter is in the address, so that it can be kept and passed on; at first it is what waits for an officer of his own office.</summary>
public sealed class WorklistModel(CodeBook codes, TimeProvider clock) : PortalPage
{
    /// <summary>In an address it stands for the statuses in which an officer has something to do.</summary>
    private const string Waiting = "waiting";

    private static readonly string[] WaitingStatuses = ["under-documentary-check", "under-examination", "checked"];

    private static readonly string[] Sorts = ["age", "newest", "value", "lane"];

    /// <summary>Beginning of an MRN or reference that is searched.</summary>
    public string? Q => Asked("q");

    /// <summary>What was found.</summary>
    public ListPage<DeclarationLine> List { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public CodeLists Lists { get; private set; } = null!;

    /// <summary>What one may choose from, for each filter.</summary>
    public IReadOnlyList<(string Name, string Label, IReadOnlyList<SelectListItem> Options)> Filters => [
        ("lane", T["worklist.lane"], Options(Asked("lane"), ["red", "yellow", "blue", "green"], lane => T[$"lane.{lane}"])),
        ("status", T["worklist.status"], Options(Status, [Waiting, .. Declaration.Statuses], status => T[status == Waiting ? "worklist.for-officer" : $"status.{status}"])),
        ("type", T["worklist.type"], Options(Asked("type"), Questions.Types, type => T[$"type.{type}"])),
        ("office", T["worklist.office"], Options(Office, [.. Lists.Offices.Select(office => office.Code)], office => T.Name(Lists.Offices, office))),
        ("sort", T["worklist.sort"], [.. Sorts.Select(sort => new SelectListItem(T[$"worklist.sort.{sort}"], sort, sort == (Asked("sort") ?? "age")))]),
    ];

    /// <summary>How long ago that was.</summary>
    public string Ago(DateTime at) => T.Duration(clock.GetUtcNow().UtcDateTime - at);

    /// <summary>The address of the same list, up to the number of a page.</summary>
    public string PageAddress => QueryHelpers.AddQueryString("/customs/worklist", Filter!) + "&page=";

    private string? Status => Request.Query.ContainsKey("status") || Q is not null ? Asked("status") : Waiting;

    private string? Office => Request.Query.ContainsKey("office") ? Asked("office") : Me.Office;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        Lists = await codes.Get();
        List = await Agencies.Get<ListPage<DeclarationLine>>(CustomsAuthority.Service, QueryHelpers.AddQueryString(CustomsAuthority.Declarations, Wanted.Append(new("page", Asked("page") ?? "1")).Where(one => one.Value.Length > 0)!));
    }

    /// <summary>As it stands in addresses: that no office is meant is said, or it would be his own.</summary>
    private Dictionary<string, string> Filter => new()
    {
        ["lane"] = Asked("lane") ?? "", ["status"] = Status ?? "", ["type"] = Asked("type") ?? "", ["office"] = Office ?? "", ["q"] = Q ?? "", ["sort"] = Asked("sort") ?? "",
    };

    private IEnumerable<KeyValuePair<string, string>> Wanted => Filter.SelectMany(one => one.Value == Waiting && one.Key == "status" ? WaitingStatuses.Select(status => KeyValuePair.Create(one.Key, status)) : [one]);

    private string? Asked(string name) => Request.Query[name].ToString().Trim() is { Length: > 0 } asked ? asked : null;

    private List<SelectListItem> Options(string? chosen, IReadOnlyList<string> values, Func<string, string> words) =>
        [new(T["form.all"], "", chosen is null), .. values.Select(value => new SelectListItem(words(value), value, value == chosen))];
}
