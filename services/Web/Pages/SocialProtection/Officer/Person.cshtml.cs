using System.Net;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>
/// A person's record, part by part: an officer opens what he needs, and each part opened is one line in "who read my data".
/// Without a purpose the page asks for one and shows nothing.
/// </summary>
public sealed class PersonModel : PortalPage
{
    /// <summary>Parts of the record beside its first page.</summary>
    public static readonly IReadOnlyList<string> Parts = ["employment", "contributions", "benefits", "corrections"];

    /// <summary>What for, and in which case.</summary>
    public Form Form { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>The person's number.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Which part; null for the first page.</summary>
    public string? Part { get; private set; }

    /// <summary>What for.</summary>
    public string? Purpose => Form.Body["purpose"]?.ToString();

    /// <summary>The officer's case.</summary>
    public string? Case => Form.Body["case"]?.ToString();

    /// <summary>The first page.</summary>
    public InsuredPerson? Person { get; private set; }

    /// <summary>Where the person works and has worked.</summary>
    public IReadOnlyList<Employment>? Employments { get; private set; }

    /// <summary>What was contributed.</summary>
    public ContributionHistory? Contributions { get; private set; }

    /// <summary>What the person receives or received.</summary>
    public IReadOnlyList<Benefit>? Benefits { get; private set; }

    /// <summary>What officers corrected.</summary>
    public IReadOnlyList<Correction>? Corrections { get; private set; }

    /// <summary>Whether anything is shown.</summary>
    public bool IsOpen => Person is not null || Employments is not null || Contributions is not null || Benefits is not null || Corrections is not null;

    /// <summary>Asks what for, or shows the part.</summary>
    public async Task OnGetAsync(string id, string? part, [FromQuery(Name = "page")] int number = 1)
    {
        if (part is not null && !Parts.Contains(part))
            throw new PageRefused(HttpStatusCode.NotFound);
        (Id, Part, Codes) = (id, part, await Get<FundCodeBook>().Get());
        Form = new Form([.. Reading.Fields(Codes, T)], [], T, Country) { Submit = "reading.open" };
        if (!Request.Query.ContainsKey("purpose"))
            return;
        Form.Take(Request.Query);
        switch (part)
        {
            case "employment":
                Employments = await Read<List<Employment>>();
                break;
            case "contributions":
                Contributions = await Read<ContributionHistory>(("page", PageOf(number)), ("pageSize", "24"));
                break;
            case "benefits":
                Benefits = await Read<List<Benefit>>();
                break;
            case "corrections":
                Corrections = await Read<List<Correction>>();
                break;
            default:
                Person = await Read<InsuredPerson>();
                break;
        }
    }

    /// <summary>The address of another part, read for the same purpose.</summary>
    public string AddressOf(string? part) => Reading.AddressOf(Id, part, Purpose, Case);

    private async Task<T?> Read<T>(params (string Name, string Value)[] more) where T : class
    {
        var query = more.Aggregate(Reading.QueryOf(Purpose, Case), (asked, one) => asked.Add(one.Name, one.Value));
        var (found, refused) = await Agencies.Ask<T>(Fund.Service, $"{Fund.Person(Id)}{(Part is null ? "" : "/" + Part)}{query}");
        if (refused is not null)
        {
            Form.Blame(refused);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return found;
    }
}
