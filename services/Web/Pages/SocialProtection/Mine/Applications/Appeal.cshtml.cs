using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Appeals against a refusal.</summary>
public sealed class AppealModel : ApplicationPage
{
    /// <inheritdoc />
    protected override string Submit => "application.appeal";

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => [new("/reason", "application.appeal.reason", FieldKind.Area)];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Take("appeal");
}
