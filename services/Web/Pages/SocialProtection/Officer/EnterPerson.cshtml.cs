using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Languages;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Enters a person in the register, and the next one after that.</summary>
public sealed class EnterPersonModel : FormPage
{
    private const string Address = "/social-protection/persons/enter";

    /// <summary>Number of whoever was entered just now.</summary>
    [FromQuery(Name = "entered")]
    public string? Entered { get; set; }

    /// <inheritdoc />
    protected override string Submit => "enter-person";

    private bool WritesOtherLetters => Language.ByTag(Country.Languages[0]) is { WritesArabicDigits: true };

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/id", "record.person-number", FieldKind.Code) { Width = 24 },
        new("/insuranceNumber", "record.insurance-number", FieldKind.Code) { Width = 24, Optional = true },
        new("/name", "enter-person.name"),
        .. WritesOtherLetters ? [new Field("/latinName", "correction.latin-name") { Optional = true }] : Array.Empty<Field>(),
        new("/fatherName", "record.father") { Optional = true },
        new("/sex", "record.sex", FieldKind.Radios) { Options = [new("female", T["sex.female"]), new("male", T["sex.male"])] },
        new("/born", "correction.born", FieldKind.Date),
        new("/case", "reading.case", FieldKind.Code) { Width = 24, Optional = true },
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Api}/persons", entered => Address + QueryString.Create("entered", entered["id"]!.ToString()));
}
