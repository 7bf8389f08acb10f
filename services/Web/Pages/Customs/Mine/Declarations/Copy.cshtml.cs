using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Web.Customs;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine.Declarations;

/// <summary>What was declared, to print and keep.</summary>
public sealed class CopyModel : PortalPage
{
    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; private set; } = null!;

    /// <summary>All that was declared.</summary>
    public Answers Answers { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string mrn)
    {
        var told = await Agencies.Get<JsonObject>(CustomsAuthority.Service, CustomsAuthority.Declaration(mrn));
        Declaration = told.Deserialize<Declaration>(AgencyClient.Json)!;
        var (codes, data) = (await Get<CodeBook>().Get(), told["data"]!.AsObject());
        Answers = new Answers(new Questions(codes, T, data, amends: false), codes, data, Change: null);
    }
}
