using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Portal.ServiceDefaults.Http;
using Portal.Web.Customs;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs;

/// <summary>The tariff, to search; a form that asks for a commodity code sends its visitors here and gets them back with one.</summary>
public sealed class TariffModel : PortalPage
{
    private const int Suggested = 12;

    /// <summary>Words or the beginning of a code.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; set; }

    /// <summary>The page that wants a code.</summary>
    [FromQuery(Name = "for")]
    public string? Wanted { get; set; }

    /// <summary>The same, if it is a page of ours.</summary>
    public string? For => Wanted is not null && Wanted.StartsWith("/customs/", StringComparison.Ordinal) && Url.IsLocalUrl(Wanted) ? Wanted : null;

    /// <summary>What goes along with a search: where it came from, and what was typed there.</summary>
    public IEnumerable<KeyValuePair<string, StringValues>> Carried => Request.Query.Where(part => part.Key.StartsWith('/') || (part.Key == "for" && For is not null));

    /// <summary>The page that wants a code, as it was left.</summary>
    public string? Back => For is null ? null : $"/{T.Language.Path}{For}{QueryString.Create(Typed)}";

    /// <summary>What was found.</summary>
    public ListPage<TariffLine> Found { get; private set; } = null!;

    /// <summary>The charges whose rates the tariff has.</summary>
    public IReadOnlyList<NamedCode> Charges { get; private set; } = [];

    /// <summary>Address of this list without its page.</summary>
    public string Address => "/customs/tariff" + QueryString.Create(Carried.Append(new("search", Search ?? ""))).Add("page", "");

    private IEnumerable<KeyValuePair<string, StringValues>> Typed => Request.Query.Where(part => part.Key.StartsWith('/'));

    /// <summary>Shows what is found; without words the tariff from its beginning.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        Found = await Find(number, 20);
        var codes = (await Get<CodeBook>().Get()).Charges;
        Charges = [.. codes.Where(charge => Found.Items.Any(line => line.Rates.ContainsKey(charge.Code)))];
    }

    /// <summary>The same for a script that helps while one types: the first hits, and how many there are in words.</summary>
    public async Task<IActionResult> OnGetSuggestionsAsync()
    {
        var found = await Find(1, 40);
        var lines = found.Items.Where(line => line.IsDeclarable).Take(Suggested).Select(line => new { line.Code, Words = T.Name(line.Description) }).ToList();
        return new JsonResult(new { Lines = lines, Status = T["tariff.found", T.Number(found.Total)] });
    }

    /// <summary>Address of the page that wants a code, with this one.</summary>
    public string Choose(string code) => $"/{T.Language.Path}{For}{QueryString.Create(Typed).Add("commodity", code)}";

    private Task<ListPage<TariffLine>> Find(int number, int size)
    {
        var text = Digits.Fold(Search ?? "").Trim();
        var query = QueryString.Create("search", text[..Math.Min(text.Length, 100)]).Add("page", PageOf(number)).Add("pageSize", FormattableString.Invariant($"{size}"));
        return Agencies.Get<ListPage<TariffLine>>(CustomsAuthority.Service, $"{CustomsAuthority.Api}/tariff" + (Country.Languages.Contains(T.Language.Tag) ? query.Add("lang", T.Language.Tag) : query));
    }
}
