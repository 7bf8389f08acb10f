using Microsoft.AspNetCore.Mvc;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>An application as the officer who decides sees it: what was answered and handed in, who applies, what happened, and what may be decided now.</summary>
public sealed class ApplicationModel : PortalPage
{
    /// <summary>Reading for a decision on a benefit; a code of the fund.</summary>
    public const string Purpose = Reading.ForDecisions;

    /// <summary>The application.</summary>
    public BenefitApplication Application { get; private set; } = null!;

    /// <summary>Which benefit, and what it asks.</summary>
    public BenefitKind? Kind { get; private set; }

    /// <summary>The applicant in short.</summary>
    public InsuredPerson Person { get; private set; } = null!;

    /// <summary>Names of the codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>A decision was made just now.</summary>
    [FromQuery(Name = "done")]
    public string? Done { get; set; }

    /// <summary>Nobody decides on his own application.</summary>
    public bool IsOwn => Application.PersonId == Me.PersonId;

    /// <summary>What the officer reads next about the applicant, for this case.</summary>
    public string Record => Reading.AddressOf(Application.PersonId, part: null, Purpose, Application.Number);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string number)
    {
        Application = await Agencies.Get<BenefitApplication>(Fund.Service, Fund.Application(number));
        Codes = await Get<FundCodeBook>().Get();
        Kind = Codes.Benefit(Application.Kind);
        Person = await Agencies.Get<InsuredPerson>(Fund.Service, Fund.Person(Application.PersonId) + Reading.QueryOf(Purpose, Application.Number));
    }
}
