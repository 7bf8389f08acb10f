using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine;

/// <summary>What the fund keeps about the visitor; whoever is insured can have that certified.</summary>
public sealed class RecordModel(TimeProvider clock) : FormPage
{
    private const string InsuredStatus = "insured-status";
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

    /// <summary>The certificate was issued just now.</summary>
    [FromQuery(Name = "certified")]
    public string? Certified { get; set; }

    /// <summary>Whether he has a valid certificate that he is insured.</summary>
    public bool IsCertified => Person?.Certificates.Any(certificate => certificate is { Kind: InsuredStatus, IsValid: true }) == true;

    /// <summary>Whether he is insured and has none.</summary>
    public bool CanBeCertified => Person is { IsInsured: true } && !IsCertified;

    /// <inheritdoc />
    protected override string Submit => "certificate.get";

    private DateOnly Today => Country.DayOf(clock.GetUtcNow().UtcDateTime);

    /// <inheritdoc />
    protected override async Task Show()
    {
        Person = await Agencies.Find<InsuredPerson>(Fund.Service, $"{Fund.Api}/persons/me");
        if (Person is null)
            return;
        Codes = await Get<FundCodeBook>().Get();
        Employments = await Agencies.Get<List<Employment>>(Fund.Service, $"{Fund.Api}/persons/me/employment");
        Benefits = await Agencies.Get<List<Benefit>>(Fund.Service, $"{Fund.Api}/persons/me/benefits");
        Corrections = await Agencies.Get<List<Correction>>(Fund.Service, $"{Fund.Api}/persons/me/corrections");
    }

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Api}/persons/me/certificates", _ => "/social-protection?certified=1");

    /// <summary>How a certificate stands today: <c>valid</c>, <c>ends-soon</c>, <c>expired</c> or <c>not-yet</c>.</summary>
    public string StateOf(Certificate certificate) => certificate switch
    {
        { IsValid: true } => certificate.ValidUntil < Today.AddDays(SoonDays) ? "ends-soon" : "valid",
        _ => certificate.ValidFrom > Today ? "not-yet" : "expired",
    };
}
