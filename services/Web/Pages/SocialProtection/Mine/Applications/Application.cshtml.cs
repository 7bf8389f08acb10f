using System.Net;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Where one of the visitor's applications stands, what happened, and what he can do now.</summary>
public sealed class ApplicationModel : PortalPage
{
    /// <summary>The application.</summary>
    public BenefitApplication Application { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>The benefit; null where the country no longer has it.</summary>
    public BenefitKind? Benefit => Codes.Benefits.FirstOrDefault(benefit => benefit.Code == Application.Kind);

    /// <summary>Whether he can still appeal.</summary>
    public bool CanAppeal => Application.Status == "refused" && Application.AppealUntil >= Country.DayOf(Get<TimeProvider>().GetUtcNow().UtcDateTime);

    /// <summary>Its page, behind the language.</summary>
    public string Home => $"/social-protection/benefits/applications/{Application.Number}";

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string number)
    {
        Application = await Agencies.Get<BenefitApplication>(Fund.Service, Fund.Application(number));
        if (Application.PersonId != Me.PersonId)
            throw new PageRefused(HttpStatusCode.NotFound);
        Codes = await Get<FundCodeBook>().Get();
    }
}
