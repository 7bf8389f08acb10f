using Microsoft.AspNetCore.Mvc;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Applications for benefits: those that wait for an officer, or any others.</summary>
public sealed class WorklistModel(TimeProvider clock) : PortalPage
{
    /// <summary>All of them.</summary>
    public const string All = "all";

    /// <summary>Where an application can stand.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["submitted", "under-appeal", "documents-requested", "granted", "refused", "appeal-dismissed", "lapsed", "withdrawn"];

    private static readonly string[] Waiting = ["submitted", "under-appeal"];

    /// <summary>Applications, the oldest first.</summary>
    public ListPage<ApplicationLine> Applications { get; private set; } = null!;

    /// <summary>Names of the benefits.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>The ages are of this moment (UTC).</summary>
    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>Where they stand: one of the statuses or <see cref="All"/>; those that wait for an officer unless told.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <summary>Which benefit.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <summary>Address of this list without its page.</summary>
    public string Address => "/social-protection/worklist" + Query([("status", Status), ("kind", Kind)]).Add("page", "");

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        Codes = await Get<FundCodeBook>().Get();
        var statuses = Status == All ? [] : Statuses.Contains(Status) ? [Status!] : Waiting;
        Applications = await Agencies.Get<ListPage<ApplicationLine>>(Fund.Service, $"{Fund.Api}/applications" + Query(
            [.. statuses.Select(status => ("status", (string?)status)), ("kind", Codes.Benefit(Kind)?.Code), ("page", PageOf(number))]));
    }

    private static QueryString Query(IEnumerable<(string Name, string? Value)> wanted) =>
        QueryString.Create(wanted.Where(wish => !string.IsNullOrEmpty(wish.Value)).Select(wish => KeyValuePair.Create(wish.Name, wish.Value)));
}
