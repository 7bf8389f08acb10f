using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Tariff;

internal static class ReadTariff
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapGet("/tariff", Search).WithName("searchTariff").AllowAnonymous().Fails(400, "invalid-request");
        queries.MapGet("/tariff/{code}", Get).WithName("getTariffLine").AllowAnonymous().Fails(404, "commodity-not-found");
    }

    /// <summary>Searches the tariff by beginning of the code or by words of the description in any language; without search, all of it.</summary>
    internal static Results<Ok<Page<TariffLine>>, Problem> Search(TariffBook tariff, string? search, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        faults.Unless(search is null or { Length: <= 100 }, "search", "too-long", "At most 100 characters are searched.");
        return faults.Any ? Problem.Invalid(faults) : TypedResults.Ok(paging.Take(tariff.Search(search ?? "")));
    }

    /// <summary>Shows a line of the tariff: what it is, in each language, and its rates in percent (illustrative).</summary>
    internal static Results<Ok<TariffLine>, Problem> Get(string code, TariffBook tariff) =>
        tariff.Find(Digits.Fold(code)) is { } line ? TypedResults.Ok(line) : Problem.NotFound("commodity-not-found", "The tariff has no such commodity.");
}
