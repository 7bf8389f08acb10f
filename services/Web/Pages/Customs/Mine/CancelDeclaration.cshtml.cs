using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>Withdrawing a declaration, with the reason.</summary>
public sealed class CancelDeclarationModel : FormPage
{
    private const string Service = "customs";

    /// <summary>Movement reference number.</summary>
    [FromRoute]
    public string Mrn { get; set; } = "";

    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; private set; } = null!;

    /// <inheritdoc />
    protected override string Submit => "cancel.send";

    /// <inheritdoc />
    protected override async Task Prepare() => Declaration = await Agencies.Get<Declaration>(Service, Dossier.AddressOf(Mrn));

    /// <inheritdoc />
    protected override Task<IReadOnlyList<Field>> Fields() => Task.FromResult<IReadOnlyList<Field>>([new("/reason", "cancel.reason", FieldKind.Area)]);

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Service, $"{Dossier.AddressOf(Mrn)}/cancellation", _ => $"/customs/declarations/{Mrn}/cancelled");
}
