using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>Deletes a draft, once it is confirmed.</summary>
public sealed class DeleteModel : DraftPage
{
    /// <inheritdoc />
    protected override string Submit => "draft.delete";

    /// <inheritdoc />
    protected override Task<IReadOnlyList<Field>> Fields() => Task.FromResult<IReadOnlyList<Field>>([]);

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        await Get<WebDbContext>().Drafts.Where(draft => draft.Id == Draft.Id && draft.SentAs == null).ExecuteDeleteAsync();
        return Go("/customs");
    }
}
