using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>Begins a declaration: the direction of the goods decides what is filled in already.</summary>
public sealed class NewModel : FormPage
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<Field>> Fields() => [new Questions(await Get<CodeBook>().Get(), T, [], amends: false).Type];

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        form.BlameOwn((await Agencies.Check(form.Body)).Faults);
        if (form.IsFaulty)
            return null;
        await Get<WebDbContext>().Begin(new Draft { Id = form.Key, Owner = Me.Subject, Kind = DeclarationDraft.Kind, Body = Begin(form.Body["type"]!.ToString(), form.Key).ToJsonString(), ChangedAt = Get<TimeProvider>().GetUtcNow().UtcDateTime });
        return Go($"/customs/drafts/{form.Key}");
    }

    private JsonObject Begin(string type, Guid key)
    {
        var own = new JsonObject { ["id"] = Me.TraderId ?? Me.PersonId, ["country"] = Country.Code };
        if ((Me.TraderId is null ? Me.Name : Me.TraderName) is { Length: > 0 } name)
            own["name"] = name;
        var body = new JsonObject { ["functionalReferenceId"] = $"D-{key.ToString("N")[^10..].ToUpperInvariant()}", ["type"] = type };
        if (type == "export")
            (body["exporter"], body["countryOfDispatch"]) = (own, Country.Code);
        else
            body["importer"] = own;
        if (type == "import")
            body["countryOfDestination"] = Country.Code;
        return body;
    }
}
