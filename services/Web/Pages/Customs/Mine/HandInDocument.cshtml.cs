using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>Handing in a document, asked for or not.</summary>
public sealed class HandInDocumentModel(CodeBook codes) : FormPage
{
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
    protected override JsonObject Known() => new() { ["code"] = (string?)Request.Query["code"] ?? (Dossier.Declaration.MissingDocuments is [var missing, ..] ? missing : null) };

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/code", "hand-in.code", FieldKind.Select) { Options = [.. Dossier.Lists.Documents.Select(document => new Choice(document.Code, $"{T.Name(document.Name)} – {document.Code}"))] },
        new(FileBox, "hand-in.file", FieldKind.File),
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => HandIn(CustomsAuthority.Service, CustomsAuthority.Declaration(Mrn), FileBox, $"/customs/declarations/{Mrn}");
}
