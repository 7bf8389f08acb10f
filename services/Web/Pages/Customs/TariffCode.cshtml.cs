using Portal.Web.Customs;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs;

/// <summary>A line of the tariff, with those above and below it.</summary>
public sealed class TariffCodeModel : PortalPage
{
    /// <summary>The line.</summary>
    public TariffLine Line { get; private set; } = null!;

    /// <summary>Its chapter and heading.</summary>
    public IReadOnlyList<TariffLine> Above { get; private set; } = [];

    /// <summary>Its subdivisions.</summary>
    public IReadOnlyList<TariffLine> Below { get; private set; } = [];

    /// <summary>Names of codes.</summary>
    public CodeLists Codes { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string code)
    {
        Line = await Agencies.Get<TariffLine>(CustomsAuthority.Service, CustomsAuthority.TariffLine(code));
        Codes = await Get<CodeBook>().Get();
        var near = await Agencies.Get<ListPage<TariffLine>>(CustomsAuthority.Service, $"{CustomsAuthority.Api}/tariff?pageSize=100&search={Line.Code}");
        var below = near.Items.Where(line => line.Level > Line.Level && line.Code.StartsWith(Line.Code, StringComparison.Ordinal)).ToList();
        Below = [.. below.Where(line => line.Level == below.Min(one => one.Level))];
        var above = new List<TariffLine>();
        for (var length = 2; length < Line.Code.Length && length <= 6; length += 2)
        {
            if (await Agencies.Find<TariffLine>(CustomsAuthority.Service, CustomsAuthority.TariffLine(Line.Code[..length])) is { } line)
                above.Add(line);
        }

        Above = above;
    }
}
