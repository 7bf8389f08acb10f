using System.Net;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>A page about one of the visitor's applications; some have a form to go on with it.</summary>
public abstract class ApplicationPage : FormPage
{
    /// <summary>The application.</summary>
    public BenefitApplication Application { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>The benefit; null where the country no longer has it.</summary>
    public BenefitKind? Benefit => Codes.Benefit(Application.Kind);

    /// <summary>Its number.</summary>
    [FromRoute(Name = "number")]
    public string Number { get; set; } = "";

    /// <summary>Its page, behind the language.</summary>
    public string Home => $"/social-protection/benefits/applications/{Application.Number}";

    /// <summary>Where one comes from, for the top of the page.</summary>
    public (string To, string Name)[] Trail =>
        [("/social-protection", T["fund.title"]), ("/social-protection/benefits", T["benefits.title"]), (Home, T["application.title", Application.Number])];

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        Application = await Agencies.Get<BenefitApplication>(Fund.Service, Fund.Application(Number));
        // An officer may read others' applications, but not as his own.
        if (Application.PersonId != Me.PersonId)
            throw new PageRefused(HttpStatusCode.NotFound);
        Codes = await Get<FundCodeBook>().Get();
    }

    /// <summary>A page without a form sends nothing.</summary>
    protected override Task<IActionResult?> Send(Form form) => Task.FromResult<IActionResult?>(Go(Home));

    /// <summary>Sends the form to a step of the application.</summary>
    protected Task<IActionResult?> Take(string step) => Post(Fund.Service, $"{Fund.Application(Number)}/{step}", _ => Home);
}
