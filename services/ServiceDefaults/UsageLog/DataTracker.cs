using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Persistence;
using Portal.ServiceDefaults.Security;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>Sign of life of the data tracker's interface.</summary>
/// <param name="Status">OK, or FAIL while the log cannot be asked.</param>
/// <param name="Message">In English.</param>
public sealed record Heartbeat(string Status, string Message);

/// <summary>
/// The data tracker's findUsage, version 3.0 (https://github.com/e-gov/AJ, MIT). An institution's question is a
/// <c>dataResponse</c> of this register, what its own officers read is <c>internalProcessing</c>; this register asks
/// nobody by itself, so the other two lists are empty.
/// </summary>
internal sealed class DataTracker(string service, CountryPack country, Func<string, LocalizedText?> nameOf, ServiceDbContext db)
{
    private const string Version = "/v3/";
    private const string Asker = "X-Road-UserId";
    private const string Response = "DATA_RESPONSE";
    private const string Internal = "INTERNAL_PROCESSING";
    private static readonly string[] Types = ["DATA_REQUEST", Response, "DATA_PROCESSING", Internal];

    /// <summary>Whether somebody speaks this interface there. It calls the text of an error <c>message</c>.</summary>
    public static bool IsSpokenAt(PathString path) => path.Value?.Contains(Version, StringComparison.Ordinal) == true;

    public static void Map<TDb>(RouteGroupBuilder queries, string service, string name, Func<string, LocalizedText?> nameOf) where TDb : ServiceDbContext
    {
        queries.MapGet($"{Version}findUsage", async Task<Results<Ok<Answer>, Problem>> (Caller caller, HttpContext http, CountryPack country,
                [FromHeader(Name = Asker), Required, Description("Number of the person who asks.")] string? asker, [Required, Description("Number of the person whose data they are.")] string? userCode,
                string[]? processingType, string? includeBulkProcessing, string[]? logSourceSystems, string? periodStart, string? periodEnd, string? limit, string? offset) =>
                await new DataTracker(service, country, nameOf, http.RequestServices.GetRequiredService<TDb>()).Find(caller, asker, userCode,
                    processingType ?? [], includeBulkProcessing, logSourceSystems ?? [], periodStart, periodEnd, limit, offset))
            .WithName($"find{name}Usage").WithSummary("Finds who read a person's data, as the Estonian data tracker (Andmejälgija, version 3) asks for it. For systems with the role data-tracker, and for the person himself; header X-Road-UserId names the person who asks, and it must be the same person.")
            .Fails(400, "invalid-request").Fails(403, "not-yours");
        queries.MapGet($"{Version}heartbeat", async (HttpContext http, CancellationToken stop) => TypedResults.Ok(await http.RequestServices.GetRequiredService<DatabaseGate<TDb>>().Answers(stop)
                ? new Heartbeat("OK", "The usage log can be asked.")
                : new Heartbeat("FAIL", "The database of the usage log does not answer.")))
            .WithName($"get{name}UsageHeartbeat").WithSummary("Says that the data tracker's interface answers.").AllowAnonymous();
    }

    public async Task<Results<Ok<Answer>, Problem>> Find(Caller caller, string? asker, string? userCode, string[] processingType, string? includeBulkProcessing,
        string[] logSourceSystems, string? periodStart, string? periodEnd, string? limit, string? offset)
    {
        var faults = new Faults();
        var person = country.PersonId.Canonical(userCode ?? "");
        faults.Unless(person is not null, "userCode", "bad-format", $"A {country.PersonId.Name} is expected.");
        var asking = country.PersonId.Canonical(asker ?? "");
        faults.Unless(asking is not null, Asker, "bad-format", $"A {country.PersonId.Name} is expected.");
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
        LogTime = row.At, Purpose = InWords(row), LogSourceSystem = service, BulkProcessing = row.IsBulk, QueryGroupId = row.Case.Length == 0 ? null : row.Case,
        InitiatorOrg = Organized(row.Institution, row.IsSystem ? row.Reader : null), InitiatorPerson = row.IsSystem ? null : new Initiator(row.Reader),
        Target = row.Institution == service ? null : Organized(service), Source = row.Institution == service ? Organized(service) : null,
    };

    /// <summary>What for; and where it was a question, which one.</summary>
    private string InWords(UsageEntry row)
    {
        var purpose = Named(row.Purpose) ?? row.Purpose.Replace('-', ' ');
        return Named(row.Action) is { } asked ? $"{purpose}: {asked}" : purpose;
    }

    private string? Named(string code) => nameOf(code)?.In(country.Languages[0]);

    private Organization Organized(string institution, string? system = null) =>
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

        /// <summary>What for, and what was asked; in the first language of the country.</summary>
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
