using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>What somebody has with customs: drafts, declarations, and where to begin.</summary>
public sealed class IndexModel : PortalPage
{
    /// <summary>An officer has a worklist instead.</summary>
    public bool IsOfficer => Me.IsOfficerOf(CustomsAuthority.Service);

    /// <summary>Drafts that are not sent.</summary>
    public IReadOnlyList<Draft> Drafts { get; private set; } = [];

    /// <summary>Declarations, the newest first.</summary>
    public ListPage<DeclarationLine>? Declarations { get; private set; }

    /// <summary>Beginning of an MRN or reference.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; set; }

    /// <summary>Where they stand.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <summary>Import, export or transit.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; set; }

    /// <summary>Address of this list without its page.</summary>
    public string Address => "/customs" + QueryString.Create([.. Wanted]).Add("page", "");

    private IEnumerable<KeyValuePair<string, string?>> Wanted => new Dictionary<string, string?>
    {
        ["q"] = Q?.Trim()[..Math.Min(Q.Trim().Length, 22)], ["status"] = Declaration.Statuses.Contains(Status) ? Status : null, ["type"] = Questions.Types.Contains(Type) ? Type : null,
    }.Where(wish => !string.IsNullOrEmpty(wish.Value));

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        if (IsOfficer)
            return;
        Drafts = await Get<WebDbContext>().OpenDrafts(Me.Subject, DeclarationDraft.Kind);
        Declarations = await Agencies.Get<ListPage<DeclarationLine>>(CustomsAuthority.Service, CustomsAuthority.Declarations + QueryString.Create([.. Wanted]).Add("page", PageOf(number)));
    }
}
