using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Hands in a document: one that an officer asked for, or another.</summary>
public sealed class DocumentsModel : ApplicationPage
{
    private const string FileBox = "/file";

    /// <inheritdoc />
    protected override string Submit => "application.hand-in";

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/code", "application.which-document", FieldKind.Radios)
        {
            // What an officer waits for comes first.
            Options = [.. Codes.Documents.OrderByDescending(document => Application.MissingDocuments.Contains(document.Code))
                .Select(document => new Choice(document.Code, T.Name(document.Name), Application.MissingDocuments.Contains(document.Code) ? T["application.asked"] : null))],
        },
        new(FileBox, "application.file", FieldKind.File),
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => HandIn(Fund.Service, Fund.Application(Number), FileBox, $"{Home}#documents");
}
