using Portal.Web.Services;

namespace Portal.Web.SocialProtection;

/// <summary>What belongs to the pages of an application and is no page: its documents, for the applicant and for officers.</summary>
internal static class ApplicationRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/{lang:language}/social-protection/benefits/applications/{number}/documents/{id:guid}", Download).RequireAuthorization();
        app.MapGet("/{lang:language}/social-protection/worklist/{number}/documents/{id:guid}", Download).RequireAuthorization(WebApp.OfficersOf(Fund.Service));
    }

    /// <summary>A document as it was handed in.</summary>
    public static Task<IResult> Download(string number, Guid id, AgencyClient agencies) => agencies.HandOn(Fund.Service, $"{Fund.Application(number)}/documents/{id}");
}
