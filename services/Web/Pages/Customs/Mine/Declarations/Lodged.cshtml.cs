using Portal.Web.Customs;

namespace Portal.Web.Pages.Customs.Mine.Declarations;

/// <summary>It has arrived: the number to keep, and what happens next.</summary>
public sealed class LodgedModel : PortalPage
{
    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string mrn) => Declaration = await Agencies.Get<Declaration>(CustomsAuthority.Service, CustomsAuthority.Declaration(mrn));
}
