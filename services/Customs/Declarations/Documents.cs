using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.Customs.Declarations;

/// <summary>A document handed in with a declaration.</summary>
public sealed class Document
{
    /// <summary>Identity of the document.</summary>
    public required Guid Id { get; init; }

    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Document type, such as N380.</summary>
    public required string Code { get; init; }

    /// <summary>Name of the file as handed in.</summary>
    public required string FileName { get; init; }

    /// <summary>Media type, checked against the content.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required int Size { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime UploadedAt { get; init; }

    /// <summary>The file.</summary>
    public required byte[] Content { get; init; }
}

/// <summary>A document of a declaration, without its content.</summary>
/// <param name="Id">Identity of the document.</param>
/// <param name="Code">Document type.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="UploadedAt">When (UTC).</param>
public sealed record DocumentView(Guid Id, string Code, string FileName, string ContentType, int Size, DateTime UploadedAt);

internal static class Documents
{
    private const int MostOfOneDeclaration = 50;

    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder commands)
    {
        queries.MapGet("/declarations/{mrn}/documents", List).WithName("listDocuments").Fails(404, "declaration-not-found");
        queries.MapGet("/declarations/{mrn}/documents/{id:guid}", Download).WithName("downloadDocument").Fails(404, "document-not-found", "not-found");
        Upload.TakesUpload(commands.MapPost("/declarations/{mrn}/documents", HandIn).WithName("uploadDocument"))
            .Fails(400, "invalid-request").Fails(404, "declaration-not-found").Fails(409, "declaration-closed", "too-many-documents");
    }

    /// <summary>Lists the documents of a declaration.</summary>
    public static async Task<Results<Ok<IReadOnlyList<DocumentView>>, Problem>> List(string mrn, Caller caller, CustomsDbContext db, IUsageWriter<CustomsDbContext> usage)
    {
        if (await db.Declarations.AsNoTracking().VisibleTo(caller).Find(mrn) is not { } declaration)
            return DeclarationQueries.NotFound();
        await usage.Note(declaration.Seen(caller, "list-documents", "documents"));
        return TypedResults.Ok(await Of(declaration, db));
    }

    /// <summary>The documents of a declaration, oldest first.</summary>
    public static async Task<IReadOnlyList<DocumentView>> Of(Declaration declaration, CustomsDbContext db) =>
        await db.Documents.Where(document => document.Mrn == declaration.Mrn).OrderBy(document => document.UploadedAt)
            .Select(document => new DocumentView(document.Id, document.Code, document.FileName, document.ContentType, document.Size, document.UploadedAt)).ToListAsync();

    /// <summary>Downloads a document.</summary>
    public static async Task<Results<FileContentHttpResult, Problem>> Download(string mrn, Guid id, Caller caller, CustomsDbContext db, IUsageWriter<CustomsDbContext> usage)
    {
        if (await db.Declarations.AsNoTracking().VisibleTo(caller).Find(mrn) is not { } declaration
            || await db.Documents.AsNoTracking().SingleOrDefaultAsync(document => document.Id == id && document.Mrn == declaration.Mrn) is not { } document)
            return Problem.NotFound("document-not-found", "The declaration has no such document.");
        await usage.Note(declaration.Seen(caller, "read-document", document.Code));
        return TypedResults.File(document.Content, document.ContentType, document.FileName);
    }

    /// <summary>Hands in a document: the file is the body, PDF, PNG or JPEG of at most 5 MiB. Answers an officer's request for it.</summary>
    /// <param name="code">Document type, such as N380.</param>
    /// <param name="fileName">Name of the file; at most 120 characters.</param>
    public static async Task<Results<Created<DocumentView>, Problem>> HandIn(
        string mrn, [Required] string? code, [Required] string? fileName, HttpRequest request, Caller caller, CustomsRules rules, CustomsDbContext db, TimeProvider clock)
    {
        Upload.RequireType(request);
        var faults = new Faults();
        faults.Unless(code is not null && rules.Documents.ContainsKey(code), "code", "unknown-document", "The country has no such document type.");
        Upload.CheckName(fileName, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.Declarations.VisibleTo(caller).Find(mrn) is not { } declaration || declaration.DeclarantId != caller.DeclarantId())
            return DeclarationQueries.NotFound();
        if (await db.Documents.CountAsync(document => document.Mrn == declaration.Mrn) >= MostOfOneDeclaration)
            return Problem.Conflict("too-many-documents", "A declaration holds at most 50 documents.");

        var file = await Upload.Read(request, fileName!);
        var now = clock.GetUtcNow().UtcDateTime;
        declaration.NoteDocument(code!, now);
        var document = new Document
        {
            Id = Guid.CreateVersion7(), Mrn = declaration.Mrn, Code = code!, FileName = file.FileName, ContentType = file.ContentType,
            Size = file.Content.Length, UploadedAt = now, Content = file.Content,
        };
        db.Add(document);
        await db.SaveChangesAsync();
        return TypedResults.Created($"/api/customs/declarations/{declaration.Mrn}/documents/{document.Id}",
            new DocumentView(document.Id, document.Code, document.FileName, document.ContentType, document.Size, document.UploadedAt));
    }
}
