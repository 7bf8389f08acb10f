using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Customs;
using Portal.Customs.Accounts;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Declarations;

/// <summary>How a check fell out.</summary>
public sealed record CheckRequest
{
    /// <summary>Whether everything conforms.</summary>
    [Required]
    public bool Conforms { get; init; }

    /// <summary>What was found.</summary>
    [Required, Lines, MaxLength(1000)]
    public string Remark { get; init; } = "";
}

/// <summary>A demand for documents.</summary>
public sealed record DocumentsRequest
{
    /// <summary>Document types, such as N380.</summary>
    [Required, MinLength(1), MaxLength(20)]
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>Days until the declaration lapses without them.</summary>
    [Required, Range(1, 90)]
    public int WithinDays { get; init; }

    /// <summary>Why they are needed.</summary>
    [Required, Lines, MaxLength(1000)]
    public string Remark { get; init; } = "";
}

/// <summary>A stricter lane.</summary>
public sealed record LaneRequest
{
    /// <summary>Blue, yellow or red; stricter than the lane in force.</summary>
    [Required]
    public RiskLane Lane { get; init; }

    /// <summary>Why.</summary>
    [Required, Lines, MaxLength(1000)]
    public string Reason { get; init; } = "";
}

/// <summary>A decision with its reason.</summary>
public sealed record DecisionRequest
{
    /// <summary>Why.</summary>
    [Required, Lines, MaxLength(1000)]
    public string Reason { get; init; } = "";
}

/// <summary>What officers of customs decide. Each decision is kept with its reason and cannot be made twice.</summary>
internal static class OfficerDecisions
{
    public static void Map(RouteGroupBuilder officers)
    {
        officers.MapPost("/declarations/{mrn}/documentary-check", CheckDocuments).WithName("recordDocumentaryCheck").Fails(404, "declaration-not-found").Fails(409, "wrong-status", "decision-already-made", "own-declaration");
        officers.MapPost("/declarations/{mrn}/examination", Examine).WithName("recordExamination").Fails(404, "declaration-not-found").Fails(409, "wrong-status", "decision-already-made", "own-declaration");
        officers.MapPost("/declarations/{mrn}/documents-request", RequestDocuments).WithName("requestDocuments").Fails(404, "declaration-not-found").Fails(409, "wrong-status", "decision-already-made", "own-declaration");
        officers.MapPost("/declarations/{mrn}/lane", ChangeLane).WithName("moveToStricterLane").Fails(404, "declaration-not-found").Fails(409, "lane-not-stricter", "lane-change-not-permitted", "own-declaration");
        officers.MapPost("/declarations/{mrn}/release", Release).WithName("releaseDeclaration").Fails(404, "declaration-not-found").Fails(409, "wrong-status", "own-declaration");
        officers.MapPost("/declarations/{mrn}/rejection", Reject).WithName("rejectDeclaration").Fails(404, "declaration-not-found").Fails(409, "declaration-closed", "own-declaration");
    }

    /// <summary>Records the documentary check of the yellow lane, or the audit after release of the blue lane, which clears the declaration.</summary>
    public static Task<Results<Ok<DeclarationView>, Problem>> CheckDocuments(string mrn, JsonBody<CheckRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, TimeProvider clock) =>
        Decide(mrn, body.Faults, caller, rules, db, clock, declaration => declaration.RecordDocumentaryCheck(body.Value.Conforms, body.Value.Remark, caller, clock.GetUtcNow().UtcDateTime));

    /// <summary>Records the physical examination of the red lane.</summary>
    public static Task<Results<Ok<DeclarationView>, Problem>> Examine(string mrn, JsonBody<CheckRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, TimeProvider clock) =>
        Decide(mrn, body.Faults, caller, rules, db, clock, declaration => declaration.RecordExamination(body.Value.Conforms, body.Value.Remark, caller, clock.GetUtcNow().UtcDateTime));

    /// <summary>Asks the declarant for documents; without them the declaration lapses at the deadline.</summary>
    public static Task<Results<Ok<DeclarationView>, Problem>> RequestDocuments(
        string mrn, JsonBody<DocumentsRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, Outbox<CustomsDbContext> outbox, TimeProvider clock)
    {
        var request = body.Value;
        for (var i = 0; i < request.Documents.Count; i++)
        {
            var place = FormattableString.Invariant($"/documents/{i}");
            body.Faults.Unless(request.Documents[i] is { } code && rules.Documents.ContainsKey(code), place, "unknown-document", "The country has no such document type.");
            body.Faults.Unless(!request.Documents.Take(i).Contains(request.Documents[i]), place, "stands-twice", "This document is asked for already.");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var deadline = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddDays(request.WithinDays);
        return Decide(mrn, body.Faults, caller, rules, db, clock, declaration =>
        {
            declaration.RequestDocuments(request.Documents, deadline, request.Remark, caller, now);
            outbox.Send(CustomsModule.Mailbox, new DocumentsDue { Mrn = declaration.Mrn, Deadline = deadline }, deadline);
        });
    }

    /// <summary>Moves the declaration to a stricter lane.</summary>
    public static Task<Results<Ok<DeclarationView>, Problem>> ChangeLane(string mrn, JsonBody<LaneRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, TimeProvider clock) =>
        Decide(mrn, body.Faults, caller, rules, db, clock, declaration => declaration.MoveToStricterLane(body.Value.Lane, body.Value.Reason, caller, clock.GetUtcNow().UtcDateTime));

    /// <summary>Releases goods whose check is done.</summary>
    public static Task<Results<Ok<DeclarationView>, Problem>> Release(string mrn, JsonBody<DecisionRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, DutyCollection duties, TimeProvider clock) =>
        Decide(mrn, body.Faults, caller, rules, db, clock, declaration =>
        {
            declaration.Release(body.Value.Reason, caller, clock.GetUtcNow().UtcDateTime);
            duties.AnnounceRelease(declaration);
        });

    /// <summary>Rejects the declaration; paid duties are given back.</summary>
    public static Task<Results<Ok<DeclarationView>, Problem>> Reject(string mrn, JsonBody<DecisionRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, DutyCollection duties, TimeProvider clock) =>
        Decide(mrn, body.Faults, caller, rules, db, clock, async declaration =>
        {
            declaration.Reject(body.Value.Reason, caller, clock.GetUtcNow().UtcDateTime);
            await duties.Refund(declaration);
        });

    private static Task<Results<Ok<DeclarationView>, Problem>> Decide(string mrn, Faults faults, Caller caller, CustomsRules rules, CustomsDbContext db, TimeProvider clock, Action<Declaration> decide) =>
        Decide(mrn, faults, caller, rules, db, clock, declaration =>
        {
            decide(declaration);
            return Task.CompletedTask;
        });

    private static async Task<Results<Ok<DeclarationView>, Problem>> Decide(string mrn, Faults faults, Caller caller, CustomsRules rules, CustomsDbContext db, TimeProvider clock, Func<Declaration, Task> decide)
    {
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.Declarations.VisibleTo(caller).Find(mrn) is not { } declaration)
            return DeclarationQueries.NotFound();
        if (caller.PersonId is { } officer && declaration.PersonId == officer)
            return Problem.Conflict("own-declaration", "Nobody decides on his own declaration.");
        await decide(declaration);
        foreach (var use in declaration.Seen(caller, "decide-declaration"))
            db.Note(use, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
        return TypedResults.Ok(DeclarationView.Of(declaration, caller, rules));
    }
}
