using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Declarations;

/// <summary>Begins to correct a declaration: a draft with all that was declared. One that is begun already goes on.</summary>
public sealed class AmendModel : FormPage
{
    private JsonObject told = [];

    /// <summary>The declaration that is corrected.</summary>
    public string Mrn => told["mrn"]!.ToString();

    /// <summary>Whether customs allows it now.</summary>
    public bool IsAllowed => told["allowedActions"]!.AsArray().Any(action => action!.ToString() == "amendment");

    /// <inheritdoc />
    protected override string Submit => "amend.begin";

    /// <inheritdoc />
    protected override async Task Prepare() => told = await Agencies.Get<JsonObject>(CustomsAuthority.Service, CustomsAuthority.Declaration((string)RouteData.Values["mrn"]!));

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (!IsAllowed)
            return Go($"/customs/declarations/{Mrn}/amend");
        var (db, mrn) = (Get<WebDbContext>(), Mrn);
        var draft = await db.Drafts.FirstOrDefaultAsync(begun => begun.Owner == Me.Subject && begun.Kind == DeclarationDraft.Kind && begun.Subject == mrn && begun.SentAs == null);
        if (draft is null)
        {
            draft = new Draft { Id = form.Key, Owner = Me.Subject, Kind = DeclarationDraft.Kind, Subject = mrn, Body = told["data"]!.ToJsonString(), ChangedAt = Get<TimeProvider>().GetUtcNow().UtcDateTime };
            await db.Begin(draft);
        }

        return Go($"/customs/drafts/{draft.Id}");
    }
}
