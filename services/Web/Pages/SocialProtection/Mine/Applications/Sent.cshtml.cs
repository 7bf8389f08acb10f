using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;

namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Confirms that an application has arrived, with its number, and what happens next; to be printed.</summary>
public sealed class SentModel : ApplicationPage
{
    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Task.FromResult<IActionResult?>(Go(Home));
}
