using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Withdraws an application, once more asked.</summary>
public sealed class WithdrawModel : ApplicationPage
{
    /// <inheritdoc />
    protected override string Submit => "application.withdraw";

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Take("withdrawal");
}
