using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>Handing in a document, asked for or not.</summary>
public sealed class HandInDocumentModel(CodeBook codes) : FormPage
{
    private const string Service = "customs";
    private const string FileBox = "/fileName";

    /// <summary>Movement reference number.</summary>
    [FromRoute]
    public string Mrn { get; set; } = "";

    /// <summary>All about the declaration.</summary>
    public Dossier Dossier { get; private set; } = null!;

    /// <inheritdoc />
    protected override string Submit => "hand-in.send";

    /// <inheritdoc />
    protected override async Task Prepare() => Dossier = await Dossier.Read(Mrn, Agencies, codes);

    /// <inheritdoc />
    protected override Task<JsonObject> Known() => Task.FromResult(new JsonObject { ["code"] = (string?)Request.Query["code"] ?? (Dossier.Declaration.MissingDocuments is [var missing, ..] ? missing : null) });

    /// <inheritdoc />
    protected override Task<IReadOnlyList<Field>> Fields() => Task.FromResult<IReadOnlyList<Field>>(
    [
        new("/code", "hand-in.code", FieldKind.Select) { Options = [.. Dossier.Lists.Documents.Select(document => new Choice(document.Code, $"{T.Name(document.Name)} – {document.Code}"))] },
        new(FileBox, "hand-in.file", FieldKind.File),
    ]);

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (Request.Form.Files[FileBox] is not { Length: > 0 } file)
        {
            form.Blame(FileBox, "no-file");
            return null;
        }

        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        var answer = await Agencies.Post(Service, $"{Dossier.AddressOf(Mrn)}/documents?code={Uri.EscapeDataString(form.Body["code"]?.ToString() ?? "")}&fileName={Uri.EscapeDataString(name)}", file, form.Key);
        if (answer.IsSuccess)
            return Go($"/customs/declarations/{Mrn}");
        if (answer.Status is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.RequestEntityTooLarge)
            form.Blame(FileBox, answer.Code!);
        else
            form.Blame(answer);
        return null;
    }
}
