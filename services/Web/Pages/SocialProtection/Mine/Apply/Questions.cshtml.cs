using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Drafts;
using Portal.Web.Forms;

namespace Portal.Web.Pages.SocialProtection.Mine.Apply;

/// <summary>What the country asks for the benefit. Saved whatever is wrong with the answers.</summary>
public sealed class QuestionsModel : BenefitDraftPage
{
    /// <inheritdoc />
    protected override string Submit => "form.save";

    /// <inheritdoc />
    protected override string? Version => Draft.VersionInForms();

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => Application.Questions(T);

    /// <inheritdoc />
    protected override JsonObject Known() => Body;

    /// <summary>Shows the questions to whoever came to mend them.</summary>
    public async Task<IActionResult> OnGetMendAsync()
    {
        await OnGetAsync();
        Form.BlameOwn(await Check());
        return Page();
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (!await Get<WebDbContext>().Save(Draft, Body, form, T, Get<TimeProvider>().GetUtcNow().UtcDateTime))
            return null;
        form.BlameOwn(await Check());
        return form.IsFaulty ? null : Go($"{Home}/check");
    }
}
