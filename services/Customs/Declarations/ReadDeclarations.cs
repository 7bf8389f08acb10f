using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Customs.Risk;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Declarations;

/// <summary>A line of a list of declarations.</summary>
/// <param name="Mrn">Movement reference number.</param>
/// <param name="FunctionalReferenceId">The declarant's own reference.</param>
/// <param name="DeclarantId">Trader, or person for a private importer.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lane">Risk lane; absent until assessed.</param>
/// <param name="CustomsOffice">Office that handles it.</param>
/// <param name="LodgedAt">When it was lodged (UTC).</param>
public sealed record DeclarationLine(
    string Mrn, string FunctionalReferenceId, string DeclarantId, DeclarationStatus Status, RiskLane? Lane, string CustomsOffice, DateTime LodgedAt);

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

    /// <summary>Lists the caller's own declarations, newest first; for officers the worklist of all, oldest first.</summary>
    internal static async Task<Results<Ok<Page<DeclarationLine>>, Problem>> List(
        Caller caller, CustomsDbContext db, string? lane, string? status, string? office, string? page, string? pageSize)
    {
        var faults = new Faults();
        var wantedLane = Query.Enum<RiskLane>("lane", lane, faults);
        var wantedStatus = Query.Enum<DeclarationStatus>("status", status, faults);
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);

        var declarations = db.Declarations.AsNoTracking().VisibleTo(caller);
        if (wantedLane is not null)
            declarations = declarations.Where(declaration => declaration.Lane == wantedLane);
        if (wantedStatus is not null)
            declarations = declarations.Where(declaration => declaration.Status == wantedStatus);
        if (office is not null)
            declarations = declarations.Where(declaration => declaration.CustomsOffice == office);
        declarations = caller.IsOfficerOf(CustomsModule.Mailbox)
            ? declarations.OrderBy(declaration => declaration.LodgedAt).ThenBy(declaration => declaration.Mrn)
            : declarations.OrderByDescending(declaration => declaration.LodgedAt).ThenBy(declaration => declaration.Mrn);

        return TypedResults.Ok(await paging.Take(declarations.Select(declaration => new DeclarationLine(
            declaration.Mrn, declaration.FunctionalReferenceId, declaration.DeclarantId, declaration.Status, declaration.Lane, declaration.CustomsOffice, declaration.LodgedAt))));
    }

    /// <summary>Shows one declaration; officers also see the risk rules that hit and all decisions.</summary>
    internal static async Task<Results<Ok<DeclarationView>, Problem>> Get(string mrn, Caller caller, CustomsDbContext db) =>
        await db.Declarations.AsNoTracking().VisibleTo(caller).Find(mrn) is { } declaration
            ? TypedResults.Ok(DeclarationView.Of(declaration, caller))
            : DeclarationQueries.NotFound();

    /// <summary>What the declarant was told, in order: RCV registered, ACC accepted, TAX duties notified, CPI insufficient funds, CTL examination, DOC documents demanded, RES corrected, REQ verdict on an amendment, QRY query, ROG released, CLE cleared, REJ rejected, INV cancelled.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<NotificationView>>, Problem>> Notifications(string mrn, Caller caller, CustomsDbContext db)
    {
        if (await db.Declarations.VisibleTo(caller).WithMrn(mrn).Select(declaration => declaration.Mrn).SingleOrDefaultAsync() is not { } found)
            return DeclarationQueries.NotFound();
        IReadOnlyList<NotificationView> notifications = await db.Notifications.AsNoTracking().Where(notification => notification.Mrn == found).OrderBy(notification => notification.Sequence)
            .Select(notification => new NotificationView(notification.Sequence, notification.Code.ToString().ToUpperInvariant(), notification.At, notification.Reason, notification.Remark, notification.Amount, notification.Deadline))
            .ToListAsync();
        return TypedResults.Ok(notifications);
    }
}
