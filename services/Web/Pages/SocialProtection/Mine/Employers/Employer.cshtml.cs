using System.Net;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Employers;

/// <summary>The employer for which the visitor acts, and what it has reported.</summary>
public sealed class EmployerModel(TimeProvider clock) : PortalPage
{
    /// <summary>Address of the list without its page.</summary>
    public const string Address = "/social-protection/employer?page=";

    /// <summary>The employer; null where he acts for none that the fund knows.</summary>
    public Employer? Employer { get; private set; }

    /// <summary>A page of reports, newest month first.</summary>
    public ListPage<EmployerReport> Reports { get; private set; } = null!;

    /// <summary>The month that was filed just now.</summary>
    [FromQuery(Name = "filed")]
    public DateOnly? Filed { get; set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        try
        {
            Employer = await Agencies.Get<Employer>(Fund.Service, $"{Fund.Api}/employers/me");
        }
        catch (PageRefused refused) when (refused.Status == HttpStatusCode.Forbidden)
        {
            return;
        }

        Reports = await Agencies.Get<ListPage<EmployerReport>>(Fund.Service, $"{Fund.Api}/employers/me/reports?page={PageOf(number)}");
    }

    /// <summary>How a report stands: <c>paid</c>, <c>due</c> or <c>overdue</c>.</summary>
    public string StateOf(EmployerReport report) => report.Paid >= report.Due ? "paid" : report.PayableBy < Country.DayOf(clock.GetUtcNow().UtcDateTime) ? "overdue" : "due";
}
