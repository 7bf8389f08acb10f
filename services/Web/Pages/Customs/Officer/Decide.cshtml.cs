using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Officer;

/// <summary>One decision with its reason. Who comes too late, or twice, sees what happened meanwhile.</summary>
public sealed class DecideModel(CodeBook codes) : FormPage
{
    // As customs orders them: each stricter than the one before.
    private static readonly string[] Lanes = ["green", "blue", "yellow", "red"];

    /// <summary>Movement reference number.</summary>
    [FromRoute]
    public string Mrn { get; set; } = "";

    /// <summary>Which decision; an operation of customs.</summary>
    [FromRoute]
    public string Decision { get; set; } = "";

    /// <summary>All about the declaration.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <summary>Whether customs would take it now.</summary>
    public bool IsOpen => Dossier.Declaration.AllowedDecisions?.Contains(Decision) == true;

    /// <summary>Key of its texts.</summary>
    public string Text => DecisionWords.Key(Decision, Dossier.Declaration);

    /// <inheritdoc />
    protected override string Submit => "decision.send";

    /// <inheritdoc />
    protected override async Task Prepare() => Dossier = await Dossier.Read(Mrn, Agencies, codes);

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => Decision switch
    {
        "documentary-check" or "examination" =>
        [
            new("/conforms", "decision.conforms", FieldKind.Radios) { Options = [new("true", T["decision.conforms.yes"]), new("false", T["decision.conforms.no"])] },
            new("/remark", "decision.remark", FieldKind.Area),
        ],
        "documents-request" =>
        [
            new("/documents", "decision.documents", FieldKind.Checks) { Options = [.. Dossier.Lists.Documents.Select(document => new Choice(document.Code, T.Name(document.Name)))] },
            new("/withinDays", "decision.within-days", FieldKind.Number) { Width = 4 },
            new("/remark", "decision.why-documents", FieldKind.Area),
        ],
        "lane" =>
        [
            new("/lane", "decision.lane", FieldKind.Radios) { Options = [.. Lanes.Skip(Array.IndexOf(Lanes, Dossier.Declaration.Lane) + 1).Select(lane => new Choice(lane, T[$"lane.{lane}"], T[$"lane.{lane}.about"]))] },
            new("/reason", "decision.reason", FieldKind.Area),
        ],
        _ => [new("/reason", "decision.reason", FieldKind.Area)],
    };

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (form.Body["conforms"]?.ToString() is { } conforms)
            form.Body["conforms"] = conforms == "true";
        if (await Post(CustomsAuthority.Service, $"{CustomsAuthority.Declaration(Mrn)}/{Uri.EscapeDataString(Decision)}", _ => $"/customs/worklist/{Mrn}?recorded=true") is { } done)
            return done;
        await Prepare();
        return null;
    }
}
