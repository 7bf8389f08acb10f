using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Applications;

/// <summary>A document handed in with an application.</summary>
public sealed class ApplicationDocument
{
    /// <summary>Identity of the document.</summary>
    public required Guid Id { get; init; }

    /// <summary>Number of the application.</summary>
    public required string Number { get; init; }

    /// <summary>Which document; see code lists.</summary>
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

/// <summary>A document of an application, without its content.</summary>
/// <param name="Id">Identity of the document.</param>
/// <param name="Code">Which document; see code lists.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Size">Bytes.</param>
/// <param name="UploadedAt">When (UTC).</param>
public sealed record ApplicationDocumentView(Guid Id, string Code, string FileName, string ContentType, int Size, DateTime UploadedAt);

internal static class ApplicationDocuments
{
    private const int MostOfOneApplication = 50;

    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder commands)
    {
        queries.MapGet("/applications/{number}/documents", List).WithName("listApplicationDocuments").Fails(404, "application-not-found");
        queries.MapGet("/applications/{number}/documents/{id:guid}", Download).WithName("downloadApplicationDocument").Fails(404, "document-not-found", "not-found");
        Upload.TakesUpload(commands.MapPost("/applications/{number}/documents", HandIn).WithName("uploadApplicationDocument"))
            .Fails(400, "invalid-request").Fails(404, "application-not-found").Fails(409, "application-closed", "too-many-documents");
    }

    /// <summary>Lists the documents of an application.</summary>
    public static async Task<Results<Ok<IReadOnlyList<ApplicationDocumentView>>, Problem>> List(string number, Caller caller, SocialProtectionDbContext db, IUsageWriter<SocialProtectionDbContext> usage)
    {
        if (await db.Applications.AsNoTracking().VisibleTo(caller).Find(number) is not { } application)
            return ApplicationQueries.NotFound();
        await usage.Note(application.Seen(caller, "list-documents", "documents"));
        return TypedResults.Ok(await Of(application, db));
    }

    /// <summary>The documents of an application, oldest first.</summary>
    public static async Task<IReadOnlyList<ApplicationDocumentView>> Of(BenefitApplication application, SocialProtectionDbContext db) =>
        await db.ApplicationDocuments.Where(document => document.Number == application.Number).OrderBy(document => document.UploadedAt)
            .Select(document => new ApplicationDocumentView(document.Id, document.Code, document.FileName, document.ContentType, document.Size, document.UploadedAt)).ToListAsync();

    /// <summary>Downloads a document.</summary>
    public static async Task<Results<FileContentHttpResult, Problem>> Download(string number, Guid id, Caller caller, SocialProtectionDbContext db, IUsageWriter<SocialProtectionDbContext> usage)
    {
        if (await db.Applications.AsNoTracking().VisibleTo(caller).Find(number) is not { } application
            || await db.ApplicationDocuments.AsNoTracking().SingleOrDefaultAsync(document => document.Id == id && document.Number == application.Number) is not { } document)
            return Problem.NotFound("document-not-found", "The application has no such document.");
        await usage.Note(application.Seen(caller, "read-document", document.Code));
        return TypedResults.File(document.Content, document.ContentType, document.FileName);
    }

    /// <summary>Hands in a document: the file is the body, PDF, PNG or JPEG of at most 5 MiB. Answers an officer's request for it.</summary>
    /// <param name="code">Which document; see code lists.</param>
    /// <param name="fileName">Name of the file; at most 120 characters.</param>
    public static async Task<Results<Created<ApplicationDocumentView>, Problem>> HandIn(
        string number, [Required] string? code, [Required] string? fileName, HttpRequest request, Caller caller, SocialProtectionRules rules, SocialProtectionDbContext db, TimeProvider clock)
    {
        Upload.RequireType(request);
        var faults = new Faults();
        faults.Unless(code is not null && rules.Documents.ContainsKey(code), "code", "unknown-document", "The country has no such document.");
        Upload.CheckName(fileName, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.Applications.VisibleTo(caller).Find(number) is not { } application || application.PersonId != caller.PersonId)
            return ApplicationQueries.NotFound();
        if (await db.ApplicationDocuments.CountAsync(document => document.Number == application.Number) >= MostOfOneApplication)
            return Problem.Conflict("too-many-documents", "An application holds at most 50 documents.");

        var (file, now) = (await Upload.Read(request, fileName!), clock.GetUtcNow().UtcDateTime);
        application.NoteDocument(code!, now);
        var document = new ApplicationDocument
        {
            Id = Guid.CreateVersion7(), Number = application.Number, Code = code!, FileName = file.FileName, ContentType = file.ContentType,
            Size = file.Content.Length, UploadedAt = now, Content = file.Content,
        };
        db.Add(document);
        await db.SaveChangesAsync();
        return TypedResults.Created($"/api/social-protection/applications/{application.Number}/documents/{document.Id}",
            new ApplicationDocumentView(document.Id, document.Code, document.FileName, document.ContentType, document.Size, document.UploadedAt));
    }
}
