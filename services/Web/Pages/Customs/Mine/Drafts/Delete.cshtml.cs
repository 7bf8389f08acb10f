using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>Deletes a draft, once it is confirmed.</summary>
public sealed class DeleteModel : DraftPage
{
    /// <inheritdoc />
    protected override string Submit => "draft.delete";

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        await Get<WebDbContext>().Discard(Me.Subject, DeclarationDraft.Kind, Draft.Id);
        return Go("/customs");
    }
}
