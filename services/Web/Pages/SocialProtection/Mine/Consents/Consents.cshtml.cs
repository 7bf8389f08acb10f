using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Consents;

/// <summary>The consents that the visitor has given.</summary>
public sealed class ConsentsModel : PortalPage
{
    /// <summary>All of them, newest first.</summary>
    public IReadOnlyList<Consent> Consents { get; private set; } = [];

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        Consents = await Agencies.Get<List<Consent>>(Fund.Service, $"{Fund.Api}/consents");
        Codes = await Get<FundCodeBook>().Get();
    }
}
