using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>All answers to look over, what they would cost, and the declaration that they are true: sent from here.</summary>
public sealed class CheckModel : DraftPage
{
    /// <summary>The declaration as it would be sent.</summary>
    public JsonObject Whole { get; private set; } = [];

    /// <summary>What must be mended first, and where.</summary>
    public IReadOnlyList<(string To, string Words)> Faults { get; private set; } = [];

    /// <summary>What it would cost today.</summary>
    public Assessment? Estimate { get; private set; }

    /// <inheritdoc />
    protected override string Submit => Draft.Subject is null ? "check.lodge" : "check.amend";

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        Whole = DeclarationDraft.Completed(Body);
        var check = await Check();
        Estimate = check.Estimate;
        Faults = [.. check.Faults.Select(Say).Select(said => ($"{said.To}?mend=true&from=check", said.Words))];
    }

    /// <summary>A correction says why.</summary>
    protected override IReadOnlyList<Field> Fields() => Draft.Subject is null ? [] : [new("/reason", "check.reason", FieldKind.Area)];

    /// <inheritdoc />
    protected override JsonObject Known() => [];

    /// <summary>The draft's id is the idempotency key: what is sent twice arrives once.</summary>
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (form.Version != Version)
        {
            (form.Problem, form.Version) = (T["check.changed-meanwhile"], Version);
            return null;
        }

        var answer = Draft.Subject is { } mrn
            ? await Agencies.Post(CustomsAuthority.Service, $"{CustomsAuthority.Declaration(mrn)}/amendments", new JsonObject { ["reason"] = form.Body["reason"]?.DeepClone(), ["declaration"] = Whole.DeepClone() }, Draft.Id)
            : await Agencies.Post(CustomsAuthority.Service, CustomsAuthority.Declarations, Whole, Draft.Id);
        if (!answer.IsSuccess)
        {
            form.Blame(answer);
            return null;
        }

        var lodged = answer.Body!["mrn"]!.ToString();
        await Get<WebDbContext>().NoteSent(Draft, lodged, Get<TimeProvider>().GetUtcNow().UtcDateTime);
        return Go($"/customs/declarations/{lodged}/lodged");
    }
}
