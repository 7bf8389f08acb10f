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
    /// it for many registers at once (<c>/v3/findUsage</c>, <c>/v3/heartbeat</c>). To them <paramref name="nameOf"/> names
    /// purposes and questions by their codes, as far as the country pack does.
    /// </summary>
    public static void MapUsageLog<TDb>(this RouteGroupBuilder queries, string service, Func<string, LocalizedText?>? nameOf = null) where TDb : ServiceDbContext
    {
        var name = string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        queries.MapGet("/persons/me/usage", async Task<Results<Ok<Page<UsageView>>, Problem>> (Caller caller, HttpContext http, string? page, string? pageSize) =>
                await Mine(caller, http.RequestServices.GetRequiredService<TDb>(), page, pageSize))
            .WithName($"list{name}Usage").WithSummary("Lists who read the caller's data: when, which institution and officer or system, what for, in which case, which fields; newest first.")
            .Fails(400, "invalid-request");
        DataTracker.Map<TDb>(queries, service, name, nameOf ?? (_ => null));
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
