using Microsoft.AspNetCore.Mvc;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>A form by which an officer decides something about an application.</summary>
public abstract class DecisionPage : FormPage
{
    /// <summary>The application; not read where the decision is carried out.</summary>
    public BenefitApplication Application { get; private set; } = null!;

    /// <summary>Names of the codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>Which benefit.</summary>
    public BenefitKind? Kind { get; private set; }

    /// <summary>Whether an appeal is decided.</summary>
    public bool IsAppeal => Application.Status == "under-appeal";

    /// <inheritdoc />
    protected override async Task Prepare() => Codes = await Get<FundCodeBook>().Get();

    /// <inheritdoc />
    protected override async Task Show()
    {
        Application = await Agencies.Get<BenefitApplication>(Fund.Service, Fund.Application(Number));
        Kind = Codes.Benefit(Application.Kind);
        ViewData["Trail"] = new[] { ("/social-protection/worklist", T["fund-worklist.title"]), ($"/social-protection/worklist/{Application.Number}", Application.Number) };
    }

    /// <summary>Sends it, and goes back to the application.</summary>
    protected Task<IActionResult?> Decide(string route) =>
        Post(Fund.Service, $"{Fund.Application(Number)}/{route}", decided => $"/social-protection/worklist/{decided["number"]}?done=1");

    private string Number => (string)RouteData.Values["number"]!;
}
