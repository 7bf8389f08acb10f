using System.ComponentModel.DataAnnotations;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.SocialProtection;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;
using Portal.SocialProtection.Demonstration;
using Portal.SocialProtection.Register;

namespace Portal.SocialProtection.Employers;

/// <summary>An employer's report of a month: all its persons.</summary>
public sealed record ReportRequest
{
    /// <summary>The month, like 2026-03.</summary>
    [Required, Code, MaxLength(7)]
    public string Month { get; init; } = "";

    /// <summary>One for each person, at most 10,000; JSON is taken up to 1 MiB, some 7,000 lines, CSV up to 5.</summary>
    [Required, MinLength(1), MaxLength(ReportRules.MostLines)]
    public IReadOnlyList<ReportLine> Lines { get; init; } = [];
}

/// <summary>What a person earned in the month, and both shares of the contributions.</summary>
public sealed record ReportLine
{
    /// <summary>The person's number.</summary>
    [Required, Code, MaxLength(40)]
    public string PersonId { get; init; } = "";

    /// <summary>Which rates hold; the country's first category unless told.</summary>
    [Code, MaxLength(40)]
    public string? Category { get; init; }

    /// <summary>What the person does.</summary>
    [MaxLength(140)]
    public string? Occupation { get; init; }

    /// <summary>The person's last day of work there, if it was in this month.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>National currency.</summary>
    [Required]
    public decimal Earnings { get; init; }

    /// <summary>What the person pays, by the category's rates.</summary>
    [Required]
    public decimal InsuredShare { get; init; }

    /// <summary>What the employer pays, by the category's rates.</summary>
    [Required]
    public decimal EmployerShare { get; init; }
}

/// <summary>A report as the fund keeps it.</summary>
/// <param name="EmployerId">The employer.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Lines">How many persons.</param>
/// <param name="Due">Both shares of all persons.</param>
/// <param name="Paid">What has been paid of it.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="PayableBy">It must be paid by this day.</param>
/// <param name="Revision">1 for the first report of the month, one more with every other.</param>
/// <param name="ReceivedAt">When the one in force came (UTC).</param>
public sealed record ReportView(
    string EmployerId, DateOnly Month, int Lines, decimal Due, decimal Paid, string Currency, DateOnly PayableBy, int Revision, DateTime ReceivedAt);

internal static class FileReport
{
    public static void Map(RouteGroupBuilder commands)
    {
        commands.MapPost("/employers/me/reports", Json).WithName("fileReport").Fails(403, "not-an-employer");
        commands.MapPost("/employers/me/report-files", Csv).WithName("fileReportAsCsv").Accepts<Stream>("text/csv").WithMetadata(new RequestSizeLimitAttribute(Upload.MostBytes))
            .Fails(400, "invalid-request").Fails(403, "not-an-employer").Fails(413, "body-too-large").Fails(415, "unsupported-media-type");
    }

    /// <summary>Files the caller's report of a month: all lines or none. The same report again changes nothing; another one for the month takes the place of the first.</summary>
    public static async Task<Results<Ok<ReportView>, Problem>> Json(JsonBody<ReportRequest> body, Caller caller, ReportRules check, Reports reports)
    {
        var month = body.Faults.Has("/month") ? default : check.CheckMonth(body.Value.Month, "/month", body.Faults);
        var rows = body.Value.Lines.Select((line, index) => new ReportRow(FormattableString.Invariant($"/lines/{index}"), line)).Where(row => row.Line is not null).ToList();
        return await reports.File(caller, month, rows, body.Faults);
    }

    /// <summary>Files the caller's report of a month as CSV of at most 5 MiB: columns personId, earnings, insuredShare, employerShare, and category, occupation and lastDay (like 2026-03-21) if wanted. Faults name their line.</summary>
    /// <param name="month">The month, like 2026-03.</param>
    public static async Task<Results<Ok<ReportView>, Problem>> Csv(string? month, HttpRequest request, Caller caller, ReportRules check, Reports reports)
    {
        if (request.ContentType?.Split(';')[0].Trim().Equals("text/csv", StringComparison.OrdinalIgnoreCase) != true)
            return new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "Send the report as text/csv.");
        var faults = new Faults();
        var first = check.CheckMonth(month, "month", faults);
        var content = await request.ReadBody();
        faults.Unless(Utf8.IsValid(content), "line 1", "not-utf8", "The text is not UTF-8; save it as such.");
        return await reports.File(caller, first, faults.Any ? [] : ReportFile.Read(content, faults), faults);
    }
}

/// <summary>Takes reports into the register.</summary>
internal sealed class Reports(SocialProtectionDbContext db, ReportRules check, CountryPack country, Rules.SocialProtectionRules rules, Outbox<SocialProtectionDbContext> outbox, TimeProvider clock)
{
    public async Task<Results<Ok<ReportView>, Problem>> File(Caller caller, DateOnly month, IReadOnlyList<ReportRow> lines, Faults faults)
    {
        if (caller.TraderId is not { } employer || !await db.Employers.AnyAsync(known => known.Id == employer))
            return EmployerRoutes.NotAnEmployer();
        var rows = lines.Count > 0 || !faults.Any ? await check.Check(lines, month, faults) : [];
        if (faults.Any)
            return Problem.Invalid(faults);

        var digest = ReportRules.DigestOf(rows);
        var report = await db.Reports.FindAsync(employer, month);
        if (report?.Digest == digest)
            return TypedResults.Ok(View(report));
        if (report is null)
            db.Add(report = new EmployerReport { EmployerId = employer, Month = month });

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
        var before = await db.Contributions.Where(contribution => contribution.EmployerId == employer && contribution.Month == month).Select(contribution => contribution.PersonId).ToListAsync();
        await db.Contributions.Where(contribution => contribution.EmployerId == employer && contribution.Month == month).ExecuteDeleteAsync();
        report.Take(digest, rows.Count, rows.Sum(row => row.Line.InsuredShare + row.Line.EmployerShare), clock.GetUtcNow().UtcDateTime);
        await BulkInsert.Into(db, "contributions", rows.Select(row => new Contribution
        {
            PersonId = row.Line.PersonId, Month = month, EmployerId = employer, Category = row.Line.Category!,
            Earnings = row.Line.Earnings, InsuredShare = row.Line.InsuredShare, EmployerShare = row.Line.EmployerShare,
        }), BulkInsert.Contribution);
        await Employ(rows, before, employer, month);
        outbox.Publish(new PersonRecordsChanged { PersonIds = [.. rows.Select(row => row.Line.PersonId).Union(before)], EmployerIds = [employer] });
        await db.SaveChangesAsync();
        if (own is not null)
            await own.CommitAsync();
        return TypedResults.Ok(View(report));
    }

    public ReportView View(EmployerReport report) => new(report.EmployerId, report.Month, report.Lines, report.Due, report.Paid, country.Currency.Code,
        rules.Contributions.PayableBy(report.Month), report.Revision, report.ReceivedAt);

    /// <summary>
    /// Whoever is reported for the first time has begun to work there that month, and ends on the last day the report tells;
    /// months reported behind it are an employment of their own. A late report moves the beginning back, or stands alone until
    /// the months beside it are reported. A report in the place of another takes back the last days that the other told of the
    /// same persons, and the employments that only it began; not what an officer has corrected.
    /// </summary>
    private async Task Employ(List<ReportRow> rows, List<string> before, string employer, DateOnly month)
    {
        var (ids, end) = (rows.Select(row => row.Line.PersonId).ToList(), month.AddMonths(1).AddDays(-1));
        var employments = (await db.Set<Employment>().Where(employment => employment.EmployerId == employer && ids.Contains(employment.PersonId)).ToListAsync()).ToLookup(employment => employment.PersonId, StringComparer.Ordinal);
        var corrected = await db.Corrections.Where(correction => correction.Field == CorrectableField.EmploymentUntil && ids.Contains(correction.PersonId)).Select(correction => correction.EmploymentId).ToHashSetAsync();
        var leaving = rows.Where(row => row.Line.LastDay is not null).Select(row => row.Line.PersonId).ToList();
        var workedOn = (await db.Contributions.Where(contribution => contribution.EmployerId == employer && contribution.Month > end && leaving.Contains(contribution.PersonId))
            .Select(contribution => new { contribution.PersonId, contribution.Month }).ToListAsync()).ToLookup(contribution => contribution.PersonId, contribution => contribution.Month, StringComparer.Ordinal);
        var replaced = before.ToHashSet(StringComparer.Ordinal);
        foreach (var line in rows.Select(row => row.Line))
        {
            var known = employments[line.PersonId].OrderBy(employment => employment.From).ToList();
            var (employment, later) = (known.LastOrDefault(one => one.From <= end && !(one.Until < month.AddDays(-1))), known.FirstOrDefault(one => one.From > end));
            var until = line.LastDay ?? (later is null ? null : end);
            if (employment is null && later?.From == end.AddDays(1) && line.LastDay is null)
            {
                later.From = month;
            }
            else if (employment is null)
            {
                db.Add(New(line.PersonId, line.Occupation, month, until));
            }
            else if (line.LastDay >= employment.From)
            {
                if (workedOn[line.PersonId].Where(employment.Covers).Min(worked => (DateOnly?)worked) is { } again)
                    db.Add(New(line.PersonId, employment.Occupation, again, employment.Until));
                employment.Until = until;
            }
            else if (line.LastDay is null && !corrected.Contains(employment.Id) && (employment.Until < month || (employment.Until <= end && replaced.Contains(line.PersonId))))
            {
                employment.Until = until;
            }
        }

        var gone = before.Except(ids).ToList();
        await db.Set<Employment>().Where(employment => employment.EmployerId == employer && gone.Contains(employment.PersonId) && employment.From == month
            && !db.Contributions.Any(other => other.EmployerId == employer && other.PersonId == employment.PersonId && other.Month >= month && (employment.Until == null || other.Month <= employment.Until))).ExecuteDeleteAsync();

        Employment New(string person, string? occupation, DateOnly from, DateOnly? until) => new()
        {
            Id = Guid.CreateVersion7(), PersonId = person, EmployerId = employer, Occupation = occupation, From = from, Until = until,
        };
    }
}
