using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.Customs.Declarations;

/// <summary>A line of a list of declarations.</summary>
public sealed record DeclarationLine
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>The declarant's own reference.</summary>
    public required string FunctionalReferenceId { get; init; }

    /// <summary>Trader, or person for a private importer.</summary>
    public required string DeclarantId { get; init; }

    /// <summary>The declarant's name; absent where the declaration does not tell it.</summary>
    public string? DeclarantName { get; init; }

    /// <summary>Import, export or transit.</summary>
    public required DeclarationType Type { get; init; }

    /// <summary>Requested and previous procedure.</summary>
    public required string ProcedureCode { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeclarationStatus Status { get; init; }

    /// <summary>When it came to stand there (UTC).</summary>
    public required DateTime StatusSince { get; init; }

    /// <summary>Risk lane; absent until assessed.</summary>
    public RiskLane? Lane { get; init; }

    /// <summary>Office that handles it.</summary>
    public required string CustomsOffice { get; init; }

    /// <summary>When it was lodged (UTC).</summary>
    public required DateTime LodgedAt { get; init; }

    /// <summary>National currency, of all goods; absent until assessed.</summary>
    public decimal? CustomsValue { get; init; }

    /// <summary>Number of goods items.</summary>
    public required int GoodsItems { get; init; }

    /// <summary>What the declarant must do, so that it goes on; absent where nothing.</summary>
    public DeclarantTask? Task => Status switch
    {
        DeclarationStatus.AwaitingPayment => DeclarantTask.TopUpAccount,
        DeclarationStatus.DocumentsRequested => DeclarantTask.HandInDocuments,
        _ => null,
    };

    /// <summary>It must be done by then (UTC); absent where there is no deadline.</summary>
    public DateTime? Deadline { get; init; }

    /// <summary>Whose data the declaration holds.</summary>
    internal IReadOnlyList<string> Persons { get; init; } = [];
}

/// <summary>What a declarant must do.</summary>
public enum DeclarantTask
{
    /// <summary>Pay into the deposit account: the balance is short of the duties.</summary>
    TopUpAccount,

    /// <summary>Hand in the documents that an officer asked for.</summary>
    HandInDocuments,
}

/// <summary>What a list of declarations is sorted by.</summary>
public enum DeclarationOrder
{
    /// <summary>Lodged first comes first.</summary>
    Age,

    /// <summary>Lodged last comes first.</summary>
    Newest,

    /// <summary>The greatest customs value comes first; only what is assessed.</summary>
    Value,

    /// <summary>Red comes first, then yellow, blue, green; the oldest first in each; only what is assessed.</summary>
    Lane,
}

/// <summary>Which declarations are wanted; query parameters.</summary>
public sealed record DeclarationFilter
{
    /// <summary>Risk lane.</summary>
    [FromQuery(Name = "lane")]
    public string? Lane { get; init; }

    /// <summary>Where they stand; one or several.</summary>
    [FromQuery(Name = "status")]
    public string[]? Status { get; init; }

    /// <summary>Code of the office that handles them.</summary>
    [FromQuery(Name = "office")]
    public string? Office { get; init; }

    /// <summary>Import, export or transit.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>Lodged on this legal day, such as 2026-03-21, or later.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Lodged on this legal day or before.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>Beginning of the MRN or of the declarant's own reference.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary><c>age</c>, <c>newest</c>, <c>value</c> or <c>lane</c>; unless told, <c>age</c> for officers and <c>newest</c> for declarants. By value and lane only what is assessed is listed.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>1 is the first.</summary>
    [FromQuery(Name = "page")]
    public string? Page { get; init; }

    /// <summary>1 to 100; 20 unless told.</summary>
    [FromQuery(Name = "pageSize")]
    public string? PageSize { get; init; }
}

/// <summary>A notification to the declarant.</summary>
/// <param name="Sequence">1, 2, 3 and so on without gaps.</param>
/// <param name="Code">What happened.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">More about it for programs.</param>
/// <param name="Remark">An officer's own words.</param>
/// <param name="Amount">National currency.</param>
/// <param name="Deadline">Something is to be done by then (UTC).</param>
public sealed record NotificationView(int Sequence, string Code, DateTime At, string? Reason, string? Remark, decimal? Amount, DateTime? Deadline);

internal static class ReadDeclarations
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapGet("/declarations", List).WithName("listDeclarations").Fails(400, "invalid-request");
        queries.MapGet("/declarations/{mrn}", Get).WithName("getDeclaration").Fails(404, "declaration-not-found");
        queries.MapGet("/declarations/{mrn}/notifications", Notifications).WithName("listNotifications").Fails(404, "declaration-not-found");
    }

    /// <summary>Lists the caller's own declarations; for officers the worklist of all.</summary>
    public static async Task<Results<Ok<Page<DeclarationLine>>, Problem>> List([AsParameters] DeclarationFilter filter, Caller caller, CustomsRules rules, CustomsDbContext db, IUsageWriter<CustomsDbContext> usage)
    {
        var faults = new Faults();
        var lane = Query.Enum<RiskLane>("lane", filter.Lane, faults);
        var statuses = (filter.Status ?? []).Select(status => Query.Enum<DeclarationStatus>("status", status, faults)).ToList();
        var type = Query.Enum<DeclarationType>("type", filter.Type, faults);
        var (from, to) = (Query.Day("from", filter.From, faults), Query.Day("to", filter.To, faults));
        faults.Unless(!(to < from), "to", "ends-before-it-starts", "The period ends before it starts.");
        var sort = Query.Enum<DeclarationOrder>("sort", filter.Sort, faults) ?? (caller.IsOfficerOf(CustomsModule.Mailbox) ? DeclarationOrder.Age : DeclarationOrder.Newest);
        var paging = Paging.Read(filter.Page, filter.PageSize, faults);
        faults.Unless(filter.Office is null || rules.Offices.ContainsKey(filter.Office), "office", "unknown-office", "The country has no such customs office.");
        faults.Unless(filter.Q is null or { Length: <= 22 }, "q", "too-long", "At most 22 characters are searched.", max: 22);
        if (faults.Any)
            return Problem.Invalid(faults);

        var declarations = db.Declarations.AsNoTracking().VisibleTo(caller);
        if (lane is not null)
            declarations = declarations.Where(declaration => declaration.Lane == lane);
        if (statuses.Count > 0)
            declarations = declarations.Where(declaration => statuses.Contains(declaration.Status));
        if (filter.Office is { } office)
            declarations = declarations.Where(declaration => declaration.CustomsOffice == office);
        if (type is not null)
            declarations = declarations.Where(declaration => declaration.Type == type);
        if (from is not null)
            declarations = declarations.Where(declaration => declaration.LodgedOn >= from);
        if (to is not null)
            declarations = declarations.Where(declaration => declaration.LodgedOn <= to);
        if (filter.Q is not null && Digits.Fold(filter.Q).Trim() is { Length: > 0 } typed)
        {
            var mrn = typed.ToUpperInvariant();
            declarations = declarations.Where(declaration => declaration.Mrn.StartsWith(mrn) || declaration.FunctionalReferenceId.StartsWith(typed));
        }

        var found = await paging.Take(Sorted(declarations, sort).ThenBy(declaration => declaration.Mrn).Select(declaration => new DeclarationLine
        {
            Mrn = declaration.Mrn, FunctionalReferenceId = declaration.FunctionalReferenceId, DeclarantId = declaration.DeclarantId, DeclarantName = declaration.DeclarantName,
            Type = declaration.Type, ProcedureCode = declaration.ProcedureCode, Status = declaration.Status, StatusSince = declaration.StatusSince, Lane = declaration.Lane,
            CustomsOffice = declaration.CustomsOffice, LodgedAt = declaration.LodgedAt, CustomsValue = declaration.CustomsValue, GoodsItems = declaration.GoodsItemCount, Deadline = declaration.DocumentsDeadline,
            Persons = declaration.Persons,
        }));
        await usage.Note(caller.Seen(found.Items.SelectMany(line => line.Persons), "worklist", "", "declarantId,declarantName,status"));
        return TypedResults.Ok(found);
    }

    private static IOrderedQueryable<Declaration> Sorted(IQueryable<Declaration> declarations, DeclarationOrder order) => order switch
    {
        DeclarationOrder.Age => declarations.OrderBy(declaration => declaration.LodgedAt),
        DeclarationOrder.Newest => declarations.OrderByDescending(declaration => declaration.LodgedAt),
        // Databases do not agree where to put what has no value.
        DeclarationOrder.Value => declarations.Where(declaration => declaration.CustomsValue != null).OrderByDescending(declaration => declaration.CustomsValue),
        _ => declarations.Where(declaration => declaration.Lane != null).OrderByDescending(declaration => declaration.Lane).ThenBy(declaration => declaration.LodgedAt),
    };

    /// <summary>Shows one declaration with its documents; officers also see the risk rules that hit, all decisions, and which decisions they may take.</summary>
    public static async Task<Results<Ok<DeclarationView>, Problem>> Get(string mrn, Caller caller, CustomsRules rules, CustomsDbContext db, IUsageWriter<CustomsDbContext> usage)
    {
        // This is what everybody asks most, and most declarations have no documents: one round trip will do.
        if (await db.Declarations.AsNoTracking().VisibleTo(caller).WithMrn(mrn)
            .Select(declaration => new { Declaration = declaration, HasDocuments = db.Documents.Any(document => document.Mrn == declaration.Mrn) }).SingleOrDefaultAsync() is not { } found)
            return DeclarationQueries.NotFound();
        await usage.Note(found.Declaration.Seen(caller, "read-declaration"));
        return TypedResults.Ok(DeclarationView.Of(found.Declaration, caller, rules) with { Documents = found.HasDocuments ? await Documents.Of(found.Declaration, db) : [] });
    }

    /// <summary>What the declarant was told, in order: RCV registered, ACC accepted, TAX duties notified, CPI insufficient funds, CTL examination, DOC documents demanded, RES corrected, REQ verdict on an amendment, QRY query, ROG released, CLE cleared, REJ rejected, INV cancelled.</summary>
    public static async Task<Results<Ok<IReadOnlyList<NotificationView>>, Problem>> Notifications(string mrn, Caller caller, CustomsDbContext db, IUsageWriter<CustomsDbContext> usage)
    {
        if (await db.Declarations.VisibleTo(caller).WithMrn(mrn).Select(declaration => new { declaration.Mrn, declaration.Persons }).SingleOrDefaultAsync() is not { } found)
            return DeclarationQueries.NotFound();
        IReadOnlyList<NotificationView> notifications = await db.Notifications.AsNoTracking().Where(notification => notification.Mrn == found.Mrn).OrderBy(notification => notification.Sequence)
            .Select(notification => new NotificationView(notification.Sequence, notification.Code.ToString().ToUpperInvariant(), notification.At, notification.Reason, notification.Remark, notification.Amount, notification.Deadline))
            .ToListAsync();
        await usage.Note(caller.Seen(found.Persons, "read-notifications", found.Mrn, "notifications"));
        return TypedResults.Ok(notifications);
    }
}
