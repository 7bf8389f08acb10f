using Microsoft.AspNetCore.Mvc;
using Portal.Web.Drafts;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Apply;

/// <summary>The answers once more, before they are sent.</summary>
public sealed class CheckModel : BenefitDraftPage
{
    /// <inheritdoc />
    protected override string Submit => "benefits.send";

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        var answer = await Agencies.Post(Fund.Service, $"{Fund.Api}/applications", Application.Request(), Draft.Id);
        if (answer.Faults.Count > 0)
            return Go($"{Home}?handler=mend");
        if (!answer.IsSuccess)
        {
            form.Blame(answer);
            return null;
        }

        var number = answer.Body!["number"]!.ToString();
        await Get<WebDbContext>().NoteSent(Draft, number, Get<TimeProvider>().GetUtcNow().UtcDateTime);
        return Go($"/social-protection/benefits/applications/{number}/sent");
    }
}
