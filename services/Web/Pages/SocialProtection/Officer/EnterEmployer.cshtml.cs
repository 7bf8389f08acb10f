using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Enters an employer in the register, and the next one after that.</summary>
public sealed class EnterEmployerModel : FormPage
{
    private const string Address = "/social-protection/employers/enter";

    /// <summary>Number of the one that was entered just now.</summary>
    [FromQuery(Name = "entered")]
    public string? Entered { get; set; }

    /// <inheritdoc />
    protected override string Submit => "enter-employer";

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/id", "employer.number", FieldKind.Code) { Width = 24 },
        new("/name", "record.name"),
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Api}/employers", entered => Address + QueryString.Create("entered", entered["id"]!.ToString()));
}
