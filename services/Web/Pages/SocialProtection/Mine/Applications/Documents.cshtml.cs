using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Hands in a document: one that an officer asked for, or another.</summary>
public sealed class DocumentsModel : ApplicationPage
{
    /// <inheritdoc />
    protected override string Submit => "application.hand-in";

    /// <inheritdoc />
    protected override Task<IReadOnlyList<Field>> Fields() => Task.FromResult<IReadOnlyList<Field>>(
    [
        new("/code", "application.which-document", FieldKind.Radios)
        {
            // What an officer waits for comes first.
            Options = [.. Codes.Documents.OrderByDescending(document => Application.MissingDocuments.Contains(document.Code))
                .Select(document => new Choice(document.Code, T.Name(document.Name), Application.MissingDocuments.Contains(document.Code) ? T["application.asked"] : null))],
        },
        new("/file", "application.file", FieldKind.File),
    ]);

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (Request.Form.Files["/file"] is not { Length: > 0 } file)
        {
            form.Blame("/file", "no-file");
            return null;
        }

        var query = QueryString.Create("code", form.Body["code"]?.ToString() ?? "").Add("fileName", Path.GetFileName(file.FileName));
        var answer = await Agencies.Post(Fund.Service, $"{Fund.Application(Number)}/documents{query}", file, form.Key);
        if (answer.IsSuccess)
            return Go($"{Home}#documents");
        if (answer.Code is "unsupported-media-type" or "content-does-not-match-type" or "body-too-large")
            form.Blame("/file", answer.Code);
        else
            form.Blame(answer);
        return null;
    }
}
