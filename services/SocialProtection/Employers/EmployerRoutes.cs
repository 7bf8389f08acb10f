using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.SocialProtection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;

namespace Portal.SocialProtection.Employers;

/// <summary>An employer.</summary>
/// <param name="Id">Taxpayer number.</param>
/// <param name="Name">Name.</param>
/// <param name="Employees">How many work there today.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Arrears">What should have been paid by now.</param>
public sealed record EmployerView(string Id, string Name, int Employees, string Currency, decimal Arrears);

/// <summary>A payment of contributions.</summary>
public sealed record EmployerPaymentRequest
{
    /// <summary>The month it is for, like 2026-03.</summary>
    [Required, Code, MaxLength(7)]
    public string Month { get; init; } = "";

    /// <summary>National currency, with no more decimals than it has; at most what is left to pay for the month.</summary>
    [Required, Range(typeof(decimal), "0.01", "100000000000", ParseLimitsInInvariantCulture = true)]
    public decimal Amount { get; init; }

    /// <summary>The payer's reference; the same one twice for the same month is booked once and answered 409.</summary>
    [Required, Code, MaxLength(35)]
    public string Reference { get; init; } = "";
}

internal static class EmployerRoutes
{
    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder officerQueries, RouteGroupBuilder officers)
    {
        queries.MapGet("/employers/me", Mine).WithName("getMyEmployer").Fails(403, "not-an-employer");
        queries.MapGet("/employers/me/reports", MyReports).WithName("listMyReports").Fails(400, "invalid-request").Fails(403, "not-an-employer");
        officerQueries.MapGet("/employers/{id}", Get).WithName("getEmployer").Fails(404, "employer-not-found");
        officerQueries.MapGet("/employers/{id}/reports", GetReports).WithName("listReports").Fails(400, "invalid-request").Fails(404, "employer-not-found");
        officers.MapPost("/employers/{id}/payments", Pay).WithName("bookEmployerPayment").Fails(404, "employer-not-found", "report-not-found").Fails(409, "payment-already-booked");
    }

    /// <summary>Shows the employer for which the caller acts: how many work there, and what should have been paid by now.</summary>
    public static async Task<Results<Ok<EmployerView>, Problem>> Mine(Caller caller, SocialProtectionDbContext db, CountryPack country, Rules.SocialProtectionRules rules, TimeProvider clock) =>
        await Find(caller.TraderId, db, country, rules, clock) is { } employer ? TypedResults.Ok(employer) : NotAnEmployer();

    /// <summary>Lists the reports of the employer for which the caller acts, newest month first.</summary>
    public static async Task<Results<Ok<Page<ReportView>>, Problem>> MyReports(Caller caller, SocialProtectionDbContext db, Reports reports, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        return await ReportsOf(caller.TraderId, db, reports, paging) is { } found ? TypedResults.Ok(found) : NotAnEmployer();
    }

    /// <summary>Shows an employer to an officer.</summary>
    public static async Task<Results<Ok<EmployerView>, Problem>> Get(string id, SocialProtectionDbContext db, CountryPack country, Rules.SocialProtectionRules rules, TimeProvider clock) =>
        await Find(Digits.Fold(id), db, country, rules, clock) is { } employer ? TypedResults.Ok(employer) : NotFound();

    /// <summary>Lists an employer's reports for an officer, newest month first.</summary>
    public static async Task<Results<Ok<Page<ReportView>>, Problem>> GetReports(string id, SocialProtectionDbContext db, Reports reports, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        return await ReportsOf(Digits.Fold(id), db, reports, paging) is { } found ? TypedResults.Ok(found) : NotFound();
    }

    /// <summary>Books what an employer has paid for a month. The bank behind it is simulated.</summary>
    public static async Task<Results<Ok<ReportView>, Problem>> Pay(
        string id, JsonBody<EmployerPaymentRequest> body, SocialProtectionDbContext db, ReportRules check, Reports reports, CountryPack country, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
    {
        var (request, faults, employer) = (body.Value, body.Faults, Digits.Fold(id));
        var month = faults.Has("/month") ? default : check.CheckMonth(request.Month, "/month", faults);
        faults.Unless(country.Round(request.Amount) == request.Amount, "/amount", "too-precise", FormattableString.Invariant($"{country.Currency.Code} has {country.Currency.Decimals} decimals."), max: country.Currency.Decimals);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (!await db.Employers.AnyAsync(known => known.Id == employer))
            return NotFound();
        if (await db.Reports.FindAsync(employer, month) is not { } report)
            return Problem.NotFound("report-not-found", "The employer has not reported this month.");
        faults.Unless(report.IsBooked(request.Reference) || request.Amount <= report.Open, "/amount", "out-of-range", FormattableString.Invariant($"For this month {report.Open} is left to pay."), min: Math.Min(0.01m, report.Open), max: report.Open);
        if (faults.Any)
            return Problem.Invalid(faults);
        report.Pay(request.Amount, request.Reference, clock.GetUtcNow().UtcDateTime);
        outbox.Publish(new PersonRecordsChanged { EmployerIds = [employer] });
        await db.SaveChangesAsync();
        return TypedResults.Ok(reports.View(report));
    }

    public static Problem NotAnEmployer() => Problem.Forbidden("not-an-employer", "The token names no employer of the register.");

    private static Problem NotFound() => Problem.NotFound("employer-not-found", "The fund does not know this employer.");

    private static async Task<Page<ReportView>?> ReportsOf(string? employer, SocialProtectionDbContext db, Reports reports, Paging paging)
    {
        if (!await db.Employers.AnyAsync(known => known.Id == employer))
            return null;
        var found = await paging.Take(db.Reports.AsNoTracking().Where(report => report.EmployerId == employer).OrderByDescending(report => report.Month));
        return new Page<ReportView>([.. found.Items.Select(reports.View)], found.Number, found.Size, found.Total);
    }

    private static async Task<EmployerView?> Find(string? id, SocialProtectionDbContext db, CountryPack country, Rules.SocialProtectionRules rules, TimeProvider clock)
    {
        if (await db.Employers.AsNoTracking().SingleOrDefaultAsync(employer => employer.Id == id) is not { } employer)
            return null;
        var today = country.DayOf(clock.GetUtcNow().UtcDateTime);
        var employees = await db.Set<Register.Employment>().CountAsync(employment => employment.EmployerId == id && employment.From <= today && (employment.Until == null || employment.Until >= today));
        var open = await db.Reports.AsNoTracking().Where(report => report.EmployerId == id && !report.IsPaid).ToListAsync();
        return new EmployerView(employer.Id, employer.Name, employees, country.Currency.Code,
            open.Where(report => rules.Contributions.PayableBy(report.Month) < today).Sum(report => report.Due - report.Paid));
    }
}
