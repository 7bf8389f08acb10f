using Portal.Web.Customs;

namespace Portal.Web.Pages.Customs.Officer;

/// <summary>A declaration as an officer sees it: why it got its lane, what is in it, what was decided, and what he may decide now.</summary>
public sealed class CaseModel(CodeBook codes) : PortalPage
{
    /// <summary>All about it.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>A decision has just been recorded.</summary>
    public bool Recorded { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string mrn, bool recorded) => (Dossier, Recorded) = (await Dossier.Read(mrn, Agencies, codes), recorded);
}
