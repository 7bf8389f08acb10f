using System.Net;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Ends a benefit that a person receives, with the reason.</summary>
public sealed class EndBenefitModel : FormPage
{
    /// <summary>The person's number.</summary>
    public string Id => (string)RouteData.Values["id"]!;

    /// <summary>The benefit.</summary>
    public Benefit Benefit { get; private set; } = null!;

    /// <summary>Why it cannot be ended by this officer, or any more; null where nothing has been sent yet that says it.</summary>
    public string? Hindrance => Form.IsFaulty ? null : Id == Me.PersonId ? "problem.own-record" : Benefit.CanBeEnded ? null : "problem.wrong-status";

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>The person's benefits.</summary>
    public string Back => Reading.AddressOf(Id, "benefits", Reading.ForDecisions, Number);

    /// <inheritdoc />
    protected override string Submit => "benefit.end";

    /// <inheritdoc />
    protected override async Task Show()
    {
        Codes = await Get<FundCodeBook>().Get();
        var benefits = await Agencies.Get<List<Benefit>>(Fund.Service, $"{Fund.Person(Id)}/benefits{Reading.QueryOf(Reading.ForDecisions, Number)}");
        Benefit = benefits.FirstOrDefault(benefit => benefit.Number == Number) ?? throw new PageRefused(HttpStatusCode.NotFound);
    }

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/day", "benefit.end.day", FieldKind.Date),
        new("/reason", "benefit.end.reason", FieldKind.Area),
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Benefit(Number)}/end", _ => Back);

    private string Number => (string)RouteData.Values["number"]!;
}
