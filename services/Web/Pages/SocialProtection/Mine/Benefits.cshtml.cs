using Microsoft.AspNetCore.Mvc;
using Portal.Web.Drafts;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine;

/// <summary>The benefits one can apply for, what the visitor has begun, what he has applied for, and what he receives or received.</summary>
public sealed class BenefitsModel : PortalPage
{
    /// <summary>Address of the list without its page.</summary>
    public const string Address = "/social-protection/benefits?page=";

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>Applications he has begun.</summary>
    public IReadOnlyList<Draft> Drafts { get; private set; } = [];

    /// <summary>Applications he has sent, newest first.</summary>
    public ListPage<ApplicationLine> Applications { get; private set; } = null!;

    /// <summary>What he receives or received, newest first.</summary>
    public IReadOnlyList<Benefit> Benefits { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        Codes = await Get<FundCodeBook>().Get();
        Drafts = await Get<WebDbContext>().OpenDrafts(Me.Subject, BenefitDraft.Kind);
        Applications = await Agencies.Get<ListPage<ApplicationLine>>(Fund.Service, $"{Fund.Api}/applications?mine=true&page={PageOf(number)}");
        Benefits = await Agencies.Find<List<Benefit>>(Fund.Service, $"{Fund.Api}/persons/me/benefits") ?? [];
    }

    /// <summary>Throws a draft away.</summary>
    public async Task<IActionResult> OnPostDiscardAsync(Guid id)
    {
        await Get<WebDbContext>().Discard(Me.Subject, BenefitDraft.Kind, id);
        return Go("/social-protection/benefits");
    }
}
