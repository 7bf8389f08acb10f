using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>Confirms that a declaration was withdrawn.</summary>
public sealed class CancelledModel : PortalPage
{
    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; private set; } = null!;

    /// <summary>Shows it, of one that is cancelled.</summary>
    public async Task<IActionResult> OnGetAsync(string mrn)
    {
        Declaration = await Agencies.Get<Declaration>(CustomsAuthority.Service, CustomsAuthority.Declaration(mrn));
        return Declaration.Status == "cancelled" ? Page() : Go($"/customs/declarations/{mrn}");
    }
}
