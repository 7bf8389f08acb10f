using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>An employer with its reports, and the booking of what it has paid.</summary>
public sealed class EmployerModel : FormPage
{
    /// <summary>The employer.</summary>
    public Employer Employer { get; private set; } = null!;

    /// <summary>Its reports, newest month first.</summary>
    public ListPage<EmployerReport> Reports { get; private set; } = null!;

    /// <summary>A payment was booked just now.</summary>
    [FromQuery(Name = "done")]
    public string? Done { get; set; }

    /// <summary>Which page of the reports.</summary>
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <inheritdoc />
    protected override string Submit => "payment.book";

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        var address = Fund.Employer((string)RouteData.Values["id"]!);
        Employer = await Agencies.Get<Employer>(Fund.Service, address);
        Reports = await Agencies.Get<ListPage<EmployerReport>>(Fund.Service, $"{address}/reports?page={PageOf(Number)}&pageSize=24");
    }

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/month", "payment.month", FieldKind.Select)
        {
            Options = [.. Reports.Items.Where(report => report.Paid < report.Due).Select(report => new Choice(report.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), T["payment.month.rest", T.MonthOf(report.Month), T.Money(report.Due - report.Paid)]))],
        },
        new("/amount", "payment.amount", FieldKind.Number) { Width = 14, Unit = Employer.Currency },
        new("/reference", "payment.reference", FieldKind.Code) { Width = 24 },
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Employer(Employer.Id)}/payments", _ => $"/social-protection/employers/{Employer.Id}?done=1");
}
