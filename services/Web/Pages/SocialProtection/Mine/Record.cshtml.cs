using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine;

/// <summary>What the fund keeps about the visitor.</summary>
public sealed class RecordModel(TimeProvider clock) : PortalPage
{
    private const int SoonDays = 90;

    /// <summary>The visitor; null where the fund does not know him.</summary>
    public InsuredPerson? Person { get; private set; }

    /// <summary>Where he works and has worked, newest first.</summary>
    public IReadOnlyList<Employment> Employments { get; private set; } = [];

    /// <summary>What he receives or received, newest first.</summary>
    public IReadOnlyList<Benefit> Benefits { get; private set; } = [];

    /// <summary>What officers corrected, newest first.</summary>
    public IReadOnlyList<Correction> Corrections { get; private set; } = [];

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    private DateOnly Today => Country.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        Person = await Agencies.Find<InsuredPerson>(Fund.Service, $"{Fund.Api}/persons/me");
        if (Person is null)
            return;
        Codes = await Get<FundCodeBook>().Get();
        Employments = await Agencies.Get<List<Employment>>(Fund.Service, $"{Fund.Api}/persons/me/employment");
        Benefits = await Agencies.Get<List<Benefit>>(Fund.Service, $"{Fund.Api}/persons/me/benefits");
        Corrections = await Agencies.Get<List<Correction>>(Fund.Service, $"{Fund.Api}/persons/me/corrections");
    }

    /// <summary>How a certificate stands today: <c>valid</c>, <c>ends-soon</c>, <c>expired</c> or <c>not-yet</c>.</summary>
    public string StateOf(Certificate certificate) => certificate switch
    {
        { IsValid: true } => certificate.ValidUntil < Today.AddDays(SoonDays) ? "ends-soon" : "valid",
        _ => certificate.ValidFrom > Today ? "not-yet" : "expired",
    };
}
