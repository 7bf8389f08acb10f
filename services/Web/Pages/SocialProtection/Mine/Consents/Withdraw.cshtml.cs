using System.Net;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Consents;

/// <summary>Withdraws a consent, once more asked.</summary>
public sealed class WithdrawModel : FormPage
{
    /// <summary>The consent.</summary>
    public Consent Consent { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>Which consent.</summary>
    [FromRoute(Name = "id")]
    public Guid Id { get; set; }

    /// <inheritdoc />
    protected override string Submit => "consents.withdraw";

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        Codes = await Get<FundCodeBook>().Get();
        Consent = (await Agencies.Get<List<Consent>>(Fund.Service, $"{Fund.Api}/consents")).Find(consent => consent.Id == Id) ?? throw new PageRefused(HttpStatusCode.NotFound);
    }

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Api}/consents/{Id}/withdrawal", _ => "/social-protection/consents");
}
