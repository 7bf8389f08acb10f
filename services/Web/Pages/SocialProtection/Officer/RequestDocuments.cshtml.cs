using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Asks the applicant for documents, by a deadline.</summary>
public sealed class RequestDocumentsModel : DecisionPage
{
    /// <inheritdoc />
    protected override string Submit => "decide.documents";

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/documents", "decide.which", FieldKind.Checks) { Options = [.. Codes.Documents.Select(document => new Choice(document.Code, T.Name(document.Name)))] },
        new("/withinDays", "decide.within", FieldKind.Number) { Width = 4, Unit = T["decide.days"] },
        new("/remark", "decide.why-needed", FieldKind.Area),
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Decide("documents-request");
}
