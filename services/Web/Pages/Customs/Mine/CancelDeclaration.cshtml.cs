using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>Withdrawing a declaration, with the reason.</summary>
public sealed class CancelDeclarationModel : FormPage
{
    /// <summary>Movement reference number.</summary>
    [FromRoute]
    public string Mrn { get; set; } = "";

    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; private set; } = null!;

    /// <inheritdoc />
    protected override string Submit => "cancel.send";

    /// <inheritdoc />
    protected override async Task Prepare() => Declaration = await Agencies.Get<Declaration>(CustomsAuthority.Service, CustomsAuthority.Declaration(Mrn));

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => [new("/reason", "cancel.reason", FieldKind.Area)];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(CustomsAuthority.Service, $"{CustomsAuthority.Declaration(Mrn)}/cancellation", _ => $"/customs/declarations/{Mrn}/cancelled");
}
