using Microsoft.AspNetCore.Mvc;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine;

/// <summary>What was contributed for the visitor: as a picture, year by year, and month by month.</summary>
public sealed class ContributionsModel : PortalPage
{
    /// <summary>Address of the list without its page.</summary>
    public const string Address = "/social-protection/contributions?page=";

    /// <summary>The history; null where the fund does not know the visitor.</summary>
    public ContributionHistory? History { get; private set; }

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        History = await Agencies.Find<ContributionHistory>(Fund.Service, $"{Fund.Api}/persons/me/contributions?page={PageOf(number)}&pageSize=24");
        Codes = await Get<FundCodeBook>().Get();
    }
}
