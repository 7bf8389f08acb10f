using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>Begins a declaration: the direction of the goods decides what is filled in already.</summary>
public sealed class NewModel : FormPage
{
    private CodeLists codes = null!;

    /// <inheritdoc />
    protected override async Task Prepare() => codes = await Get<CodeBook>().Get();

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => [new Questions(codes, T, [], amends: false).Type];

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        form.BlameOwn((await Agencies.Check(form.Body)).Faults);
        if (form.IsFaulty)
            return null;
        await Get<WebDbContext>().Begin(new Draft { Id = form.Key, Owner = Me.Subject, Kind = DeclarationDraft.Kind, Body = DeclarationDraft.Begin(form.Body["type"]!.ToString(), form.Key, Me, Country).ToJsonString(), ChangedAt = Get<TimeProvider>().GetUtcNow().UtcDateTime });
        return Go($"/customs/drafts/{form.Key}");
    }
}
