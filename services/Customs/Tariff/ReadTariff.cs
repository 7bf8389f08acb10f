using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Tariff;

internal static class ReadTariff
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapGet("/tariff", Search).WithName("searchTariff").AllowAnonymous().Fails(400, "invalid-request");
        queries.MapGet("/tariff/{code}", Get).WithName("getTariffLine").AllowAnonymous().Fails(404, "commodity-not-found");
    }

    /// <summary>Searches the tariff by beginning of the code or by words of the description in any language; without search, all of it. Words that begin as typed come before words that hold it.</summary>
    /// <param name="search">Words or beginnings of a code, at most 100 characters. Accents, forms of a letter (ي and ی, ك and ک) and kinds of digits make no difference.</param>
    /// <param name="lang">The caller's language, such as <c>en</c>: what is found in it comes first.</param>
    public static Results<Ok<Page<TariffLine>>, Problem> Search(TariffBook tariff, CountryPack country, string? search, string? lang, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        faults.Unless(search is null or { Length: <= 100 }, "search", "too-long", "At most 100 characters are searched.", max: 100);
        faults.Unless(lang is null || country.Languages.Contains(lang, StringComparer.Ordinal), "lang", "unknown-value", "The country has no such language.", expected: string.Join(',', country.Languages));
        return faults.Any ? Problem.Invalid(faults) : TypedResults.Ok(paging.Take(tariff.Search(search ?? "", lang)));
    }

    /// <summary>Shows a line of the tariff: what it is, in each language, and its rates in percent (illustrative).</summary>
    public static Results<Ok<TariffLine>, Problem> Get(string code, TariffBook tariff) =>
        tariff.Find(Digits.Fold(code)) is { } line ? TypedResults.Ok(line) : Problem.NotFound("commodity-not-found", "The tariff has no such commodity.");
}
