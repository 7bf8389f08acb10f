using Portal.Web.Customs;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>A declaration as its declarant follows it: where it stands, what to do now, what happened, what is due.</summary>
public sealed class DeclarationModel(CodeBook codes) : PortalPage
{
    /// <summary>All about it.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Where its page is.</summary>
    public string Address => $"/customs/declarations/{Dossier.Declaration.Mrn}";

    /// <summary>Whether the declarant may do this now.</summary>
    public bool May(string action) => Dossier.Declaration.AllowedActions.Contains(action);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string mrn) => Dossier = await Dossier.Read(mrn, Agencies, codes);
}
