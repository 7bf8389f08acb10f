using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Employers;

/// <summary>Files an employer's report of a month as a CSV file; what is wrong with it is told line by line.</summary>
public sealed class ReportModel(TimeProvider clock) : FormPage
{
    private const string FileBox = "/file";
    private const int Months = 36;

    /// <summary>What is wrong with the file, by line.</summary>
    public IReadOnlyList<LineFault> LineFaults { get; private set; } = [];

    /// <summary>Names of codes, and rates.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <inheritdoc />
    protected override string Submit => "report.file";

    /// <inheritdoc />
    protected override async Task Prepare() => Codes = await Get<FundCodeBook>().Get();

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields()
    {
        var today = Country.DayOf(clock.GetUtcNow().UtcDateTime);
        var first = new DateOnly(today.Year, today.Month, 1);
        return
        [
            new("/month", "report.month", FieldKind.Select)
            {
                Options = [.. Enumerable.Range(0, Months).Select(back => first.AddMonths(-back)).Select(month => new Choice(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), T.MonthOf(month)))],
            },
            new(FileBox, "report.csv", FieldKind.File) { Accept = ".csv,text/csv" },
        ];
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        // Browsers call such a file what the spreadsheet on the computer calls it.
        var answer = await PostFile(Fund.Service, $"{Fund.Api}/employers/me/report-files{QueryString.Create("month", form.Body["month"]?.ToString() ?? "")}", FileBox, "text/csv");
        if (answer is null)
            return null;
        if (answer.IsSuccess)
            return Go($"/social-protection/employer?filed={answer.Body!["month"]}");
        LineFaults = [.. answer.Faults.Where(fault => fault.Pointer.StartsWith("line", StringComparison.Ordinal)).Select(fault => LineFault.Of(fault, T)).OrderBy(fault => fault.Line)];
        form.Blame(answer, answer.Faults.Where(fault => fault.Pointer == "month"));
        if (LineFaults.Count > 0)
            form.Problem = T["report.faulty", T.Number(LineFaults.Count)];
        return null;
    }
}
