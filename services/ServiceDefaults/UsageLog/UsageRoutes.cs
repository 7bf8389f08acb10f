using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Security;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>One time somebody else looked at the caller's data, or was refused.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Institution">Service name of the institution.</param>
/// <param name="Reader">The officer or system, by its sign-in name.</param>
/// <param name="ReaderKind">Officer or system.</param>
/// <param name="Action">What was done, such as the question that was asked.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Case">The reader's own reference; absent where there is none.</param>
/// <param name="Fields">Which fields were shown; none when refused.</param>
/// <param name="Answered">Whether the data were given.</param>
public sealed record UsageView(
    DateTime At, string Institution, string Reader, ReaderKind ReaderKind, string Action, string Purpose, string? Case, IReadOnlyList<string> Fields, bool Answered);

/// <summary>Who reads.</summary>
public enum ReaderKind
{
    /// <summary>A person who works for the institution.</summary>
    Officer,

    /// <summary>A program.</summary>
    System,
}

/// <summary>Registers the usage log of a service and maps how it is read.</summary>
public static class UsageRoutes
{
    internal static void AddUsageLog<TDb>(this IServiceCollection services, string service) where TDb : ServiceDbContext
    {
        services.TryAddSingleton<UsageKey>();
        services.TryAddSingleton<UsageAnchor>();
        services.AddSingleton<IUsageWriter<TDb>, UsageWriter<TDb>>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<UsageSeal<TDb>>(provider, service));
        services.AddSingleton<IUsageDesk>(provider => ActivatorUtilities.CreateInstance<UsageDesk<TDb>>(provider, service));
    }

    /// <summary>
    /// Maps what the person sees (<c>/persons/me/usage</c>) and the Estonian data tracker's interface for portals that show
    /// it for many registers at once (<c>/v3/findUsage</c>, <c>/v3/heartbeat</c>).
    /// </summary>
    public static void MapUsageLog<TDb>(this RouteGroupBuilder queries, string service) where TDb : ServiceDbContext
    {
        var name = string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        queries.MapGet("/persons/me/usage", async Task<Results<Ok<Page<UsageView>>, Problem>> (Caller caller, HttpContext http, string? page, string? pageSize) =>
                await Mine(caller, http.RequestServices.GetRequiredService<TDb>(), page, pageSize))
            .WithName($"list{name}Usage").WithSummary("Lists who read the caller's data: when, which institution and officer or system, what for, in which case, which fields; newest first.")
            .Fails(400, "invalid-request");
        queries.MapGet("/v3/findUsage", async Task<Results<Ok<DataTracker.Answer>, Problem>> (Caller caller, HttpContext http, CountryPack country, string? userCode, string[]? processingType,
                string? includeBulkProcessing, string[]? logSourceSystems, string? periodStart, string? periodEnd, string? limit, string? offset) =>
                await new DataTracker(service, country, http.RequestServices.GetRequiredService<TDb>()).Find(caller, http.Request.Headers["X-Road-UserId"].ToString(), userCode,
                    processingType ?? [], includeBulkProcessing, logSourceSystems ?? [], periodStart, periodEnd, limit, offset))
            .WithName($"find{name}Usage").WithSummary("Finds who read a person's data, as the Estonian data tracker (Andmejälgija, version 3) asks for it. For systems with the role data-tracker, and for the person himself; header X-Road-UserId names the person who asks, and it must be the same person.")
            .Fails(400, "invalid-request").Fails(403, "not-yours");
        queries.MapGet("/v3/heartbeat", () => TypedResults.Ok(new Heartbeat("OK", "The usage log can be asked.")))
            .WithName($"get{name}UsageHeartbeat").WithSummary("Says that the data tracker's interface answers.").AllowAnonymous();
    }

    private static async Task<Results<Ok<Page<UsageView>>, Problem>> Mine(Caller caller, ServiceDbContext db, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        var id = caller.PersonId;
        var rows = await paging.Take(db.Set<UsageEntry>().AsNoTracking().Where(row => row.PersonId == id).OrderByDescending(row => row.Seq));
        return TypedResults.Ok(new Page<UsageView>([.. rows.Items.Select(View)], rows.Number, rows.Size, rows.Total));
    }

    private static UsageView View(UsageEntry row) => new(
        row.At, row.Institution, row.Reader, row.IsSystem ? ReaderKind.System : ReaderKind.Officer, row.Action, row.Purpose,
        row.Case.Length == 0 ? null : row.Case, row.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Answered);
}

/// <summary>Sign of life of the data tracker's interface.</summary>
/// <param name="Status">OK.</param>
/// <param name="Message">In English.</param>
public sealed record Heartbeat(string Status, string Message);

/// <summary>
/// The data tracker's findUsage, version 3.0 (https://github.com/e-gov/AJ, MIT). An institution's question is a
/// <c>dataResponse</c> of this register, what its own officers read is <c>internalProcessing</c>; this register asks
/// nobody by itself, so the other two lists are empty.
/// </summary>
internal sealed class DataTracker(string service, CountryPack country, ServiceDbContext db)
{
    private const string Response = "DATA_RESPONSE";
    private const string Internal = "INTERNAL_PROCESSING";
    private static readonly string[] Types = ["DATA_REQUEST", Response, "DATA_PROCESSING", Internal];

    public async Task<Results<Ok<Answer>, Problem>> Find(Caller caller, string asker, string? userCode, string[] processingType, string? includeBulkProcessing,
        string[] logSourceSystems, string? periodStart, string? periodEnd, string? limit, string? offset)
    {
        var faults = new Faults();
        var person = country.PersonId.Canonical(userCode ?? "");
        faults.Unless(person is not null, "userCode", "bad-format", $"A {country.PersonId.Name} is expected.");
        var asking = country.PersonId.Canonical(asker);
        faults.Unless(asking is not null, "X-Road-UserId", "bad-format", $"A {country.PersonId.Name} is expected.");
        faults.Unless(processingType.All(Types.Contains), "processingType", "unknown-value", $"One of {string.Join(", ", Types)} is expected.");
        faults.Unless(includeBulkProcessing is null or "true" or "false", "includeBulkProcessing", "wrong-type", "true or false is expected.");
        var (from, to) = (Moment("periodStart", periodStart, faults), Moment("periodEnd", periodEnd, faults));
        faults.Unless(!(to < from), "periodEnd", "ends-before-it-starts", "The period ends before it starts.");
        var (take, skip) = (Query.Whole("limit", limit, 1000, 1, 10_000, faults), Query.Whole("offset", offset, 0, 0, int.MaxValue, faults));
        if (faults.Any)
            return Problem.Invalid(faults);
        // Who asks about another would himself have to stand in that person's log.
        if (asking != person || !(caller.Is(Roles.DataTracker) || caller.PersonId == person))
            return Problem.Forbidden("not-yours", "Only the person may ask, through the data tracker or without.");

        // Who was refused has used nothing.
        var rows = db.Set<UsageEntry>().AsNoTracking().Where(row => row.PersonId == person && row.Answered);
        if (includeBulkProcessing != "true")
            rows = rows.Where(row => !row.IsBulk);
        if (from is not null)
            rows = rows.Where(row => row.At >= from);
        if (to is not null)
            rows = rows.Where(row => row.At <= to);
        var (responses, own) = (Wanted(Response), Wanted(Internal));
        rows = rows.Where(row => row.Institution == service ? own : responses);
        if (logSourceSystems.Length > 0 && !logSourceSystems.Contains(service))
            rows = rows.Where(_ => false);

        var total = await rows.CountAsync();
        var found = await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Seq).Skip(skip).Take(take).ToListAsync();
        return TypedResults.Ok(new Answer(total, found.Count,
            [.. found.Where(row => row.Institution != service).Select(View)], [.. found.Where(row => row.Institution == service).Select(View)]));

        bool Wanted(string type) => processingType.Length == 0 || processingType.Contains(type);
    }

    private Usage View(UsageEntry row) => new()
    {
        LogTime = row.At, Purpose = $"{row.Purpose}: {row.Action}", LogSourceSystem = service, BulkProcessing = row.IsBulk, QueryGroupId = row.Case.Length == 0 ? null : row.Case,
        InitiatorOrg = Named(row.Institution, row.IsSystem ? row.Reader : null), InitiatorPerson = row.IsSystem ? null : new Initiator(row.Reader),
        Target = row.Institution == service ? null : Named(service), Source = row.Institution == service ? Named(service) : null,
    };

    private Organization Named(string institution, string? system = null) =>
        new("GOV", country.Institutions.GetValueOrDefault(institution)?.In(country.Languages[0]) ?? institution, system);

    private static DateTime? Moment(string name, string? text, Faults faults)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParseExact(Digits.Fold(text), ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.UtcDateTime;
        faults.Add(name, "bad-format", "A moment like 2026-01-31T10:20:30Z is expected.");
        return null;
    }

    /// <summary>What findUsage answers; newest first.</summary>
    /// <param name="TotalUsages">How many there are, whatever limit and offset say.</param>
    /// <param name="ReturnedUsages">How many are here.</param>
    /// <param name="DataResponses">Given to other institutions.</param>
    /// <param name="InternalProcessings">Read within this institution.</param>
    public sealed record Answer(int TotalUsages, int ReturnedUsages, IReadOnlyList<Usage> DataResponses, IReadOnlyList<Usage> InternalProcessings)
    {
        /// <summary>Asked by this register of others: none.</summary>
        public IReadOnlyList<Usage> DataRequests { get; } = [];

        /// <summary>Processed from copies of other registers: none.</summary>
        public IReadOnlyList<Usage> DataProcessings { get; } = [];
    }

    /// <summary>One use of the person's data.</summary>
    public sealed record Usage
    {
        /// <summary>When (UTC).</summary>
        public required DateTime LogTime { get; init; }

        /// <summary>What for, and what was done.</summary>
        public required string Purpose { get; init; }

        /// <summary>The register.</summary>
        public required string LogSourceSystem { get; init; }

        /// <summary>Whether many persons were asked about at once.</summary>
        public required bool BulkProcessing { get; init; }

        /// <summary>The reader's case.</summary>
        public string? QueryGroupId { get; init; }

        /// <summary>The institution that read.</summary>
        public required Organization InitiatorOrg { get; init; }

        /// <summary>The officer who read.</summary>
        public Initiator? InitiatorPerson { get; init; }

        /// <summary>The institution that answered.</summary>
        public Organization? Target { get; init; }

        /// <summary>Where the data are from.</summary>
        public Organization? Source { get; init; }
    }

    /// <summary>An institution.</summary>
    /// <param name="Type">GOV: public sector.</param>
    /// <param name="Name">Its name in the first language of the country.</param>
    /// <param name="SystemName">The program that asked.</param>
    public sealed record Organization(string Type, string Name, string? SystemName);

    /// <summary>An officer.</summary>
    /// <param name="AlternativeCode">The sign-in name, by which the institution knows who it was.</param>
    public sealed record Initiator(string AlternativeCode);
}
