using System.ComponentModel.DataAnnotations;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

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

    /// <summary>What the person does; holds until a report tells another.</summary>
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
    public static async Task<Results<Ok<ReportView>, Problem>> Csv([Required] string? month, HttpRequest request, Caller caller, ReportRules check, Reports reports)
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
