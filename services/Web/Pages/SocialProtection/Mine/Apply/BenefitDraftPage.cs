using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Web.Drafts;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Apply;

/// <summary>A page of a draft application. Only its owner sees it; once it is sent, all its pages lead to what it became.</summary>
public abstract class BenefitDraftPage : FormPage
{
    /// <summary>What is asked, and answered so far.</summary>
    public BenefitDraft Application { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>Its address, behind the language.</summary>
    public string Home => $"/social-protection/benefits/drafts/{Draft.Id}";

    /// <summary>Where one comes from, for the top of the page.</summary>
    public (string To, string Name)[] Trail => [("/social-protection", T["fund.title"]), ("/social-protection/benefits", T["benefits.title"])];

    /// <summary>The draft as it is saved.</summary>
    protected Draft Draft { get; private set; } = null!;

    /// <summary>The answers so far.</summary>
    protected JsonObject Body { get; private set; } = null!;

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var id = Guid.Parse((string)RouteData.Values["id"]!, CultureInfo.InvariantCulture);
        Draft = await Get<WebDbContext>().FindDraft(Me.Subject, BenefitDraft.Kind, id) ?? throw new PageRefused(HttpStatusCode.NotFound);
        if (Draft.SentAs is { } number)
        {
            context.Result = Go($"/social-protection/benefits/applications/{number}/sent");
            return;
        }

        Codes = await Get<FundCodeBook>().Get();
        Body = Draft.Read();
        Application = new BenefitDraft(Codes.Benefit(Draft.Subject) ?? throw new PageRefused(HttpStatusCode.NotFound), Body);
        await next();
    }

    /// <summary>What the fund finds wrong so far.</summary>
    protected async Task<IReadOnlyList<RequestFault>> Check()
    {
        var answer = await Agencies.Post(Fund.Service, $"{Fund.Api}/applications/check", Application.Request());
        if (!answer.IsSuccess)
            throw new PageRefused(answer.Status);
        return [.. answer.Body!["faults"].Deserialize<List<RequestFault>>(AgencyClient.Json)!.Select(Application.Here)];
    }
}
