using Microsoft.EntityFrameworkCore;
using Portal.Customs.Duties;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.Customs.Declarations;

/// <summary>A declaration as its declarant or an officer sees it.</summary>
public sealed record DeclarationView
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Trader, or person for a private importer.</summary>
    public required string DeclarantId { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeclarationStatus Status { get; init; }

    /// <summary>Risk lane; absent until assessed.</summary>
    public RiskLane? Lane { get; init; }

    /// <summary>1 as lodged; one more with every amendment.</summary>
    public required int Revision { get; init; }

    /// <summary>When it was lodged (UTC).</summary>
    public required DateTime LodgedAt { get; init; }

    /// <summary>When it was accepted (UTC).</summary>
    public DateTime? AcceptedAt { get; init; }

    /// <summary>When the goods were released (UTC).</summary>
    public DateTime? ReleasedAt { get; init; }

    /// <summary>What was declared.</summary>
    public required DeclarationData Data { get; init; }

    /// <summary>What is due, line by line.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Whether the duties have been debited.</summary>
    public required bool IsPaid { get; init; }

    /// <summary>Facts other agencies were asked for: here one sees what a declaration waits for.</summary>
    public required IReadOnlyList<ConfirmationState> Confirmations { get; init; }

    /// <summary>Documents that must still be handed in.</summary>
    public required IReadOnlyList<string> MissingDocuments { get; init; }

    /// <summary>They must be there by then (UTC).</summary>
    public DateTime? DocumentsDeadline { get; init; }

    /// <summary>When it came to stand there (UTC).</summary>
    public required DateTime StatusSince { get; init; }

    /// <summary>How many notifications there are; a new one may be all that has changed.</summary>
    public required int NotificationCount { get; init; }

    /// <summary>What the declarant may do now: <c>amendment</c>, <c>cancellation</c>, <c>document</c>.</summary>
    public required IReadOnlyList<DeclarantAction> AllowedActions { get; init; }

    /// <summary>Officers only: what they may decide now; each is an operation of the same name.</summary>
    public IReadOnlyList<OfficerAction>? AllowedDecisions { get; init; }

    /// <summary>Documents that were handed in, oldest first; only where one declaration is read.</summary>
    public IReadOnlyList<DocumentView>? Documents { get; init; }

    /// <summary>Officers only: the rules that hit and the draw.</summary>
    public RiskView? Risk { get; init; }

    /// <summary>Officers only: what was decided, by whom, why.</summary>
    public IReadOnlyList<Decision>? Decisions { get; init; }

    internal static DeclarationView Of(Declaration declaration, Caller caller, CustomsRules rules)
    {
        var officer = caller.IsOfficerOf(CustomsModule.Mailbox);
        return new DeclarationView
        {
            Mrn = declaration.Mrn, DeclarantId = declaration.DeclarantId, Status = declaration.Status, Lane = declaration.Lane,
            Revision = declaration.Revision, LodgedAt = declaration.LodgedAt, AcceptedAt = declaration.AcceptedAt, ReleasedAt = declaration.ReleasedAt,
            Data = declaration.Data, Assessment = declaration.Assessment, IsPaid = declaration.IsPaid, Confirmations = declaration.Confirmations,
            MissingDocuments = declaration.MissingDocuments, DocumentsDeadline = declaration.DocumentsDeadline,
            StatusSince = declaration.StatusSince, NotificationCount = declaration.NotificationCount,
            AllowedActions = declaration.DeclarantId == caller.DeclarantId() ? declaration.OpenToDeclarant : [],
            AllowedDecisions = officer ? declaration.OpenToOfficers : null,
            Risk = officer && declaration.Risk is { } verdict ? RiskView.Of(verdict, rules.Risk) : null,
            Decisions = officer ? declaration.Decisions : null,
        };
    }
}

internal static class DeclarationQueries
{
    /// <summary>Who answers for what the caller declares, and pays for it: the trader he acts for, else the person himself.</summary>
    public static string? DeclarantId(this Caller caller) => caller.TraderId ?? caller.PersonId;

    /// <summary>The caller's own declarations; all of them for an officer of customs.</summary>
    public static IQueryable<Declaration> VisibleTo(this IQueryable<Declaration> declarations, Caller caller)
    {
        if (caller.IsOfficerOf(CustomsModule.Mailbox))
            return declarations;
        var declarant = caller.DeclarantId();
        return declarations.Where(declaration => declaration.DeclarantId == declarant && declarant != null);
    }

    public static Task<Declaration?> Find(this IQueryable<Declaration> declarations, string mrn) => declarations.WithMrn(mrn).SingleOrDefaultAsync();

    public static IQueryable<Declaration> WithMrn(this IQueryable<Declaration> declarations, string mrn)
    {
        var canonical = Digits.Fold(mrn).ToUpperInvariant();
        return declarations.Where(declaration => declaration.Mrn == canonical);
    }

    /// <summary>What officers of customs read declarations for.</summary>
    public const string Purpose = "customs-control";

    /// <summary>What an officer sees of each person whose data the declaration holds, under its MRN.</summary>
    public static IReadOnlyList<DataUse?> Seen(this Declaration declaration, Caller caller, string action, string fields = "declaration") =>
        caller.Seen(declaration.Persons, action, declaration.Mrn, fields);

    /// <summary>What an officer sees of each of the persons. A declarant reads back what he declared himself, be it about others; that leaves no trace.</summary>
    public static IReadOnlyList<DataUse?> Seen(this Caller caller, IEnumerable<string> persons, string action, string @case, string fields) =>
        caller.IsOfficerOf(CustomsModule.Mailbox) ? [.. persons.Distinct().Select(person => caller.Sees(person, action, Purpose, @case, fields))] : [];

    public static Problem NotFound() => Problem.NotFound("declaration-not-found", "You have no declaration with this MRN.");
}
