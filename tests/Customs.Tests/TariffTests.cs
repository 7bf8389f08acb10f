using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Customs.Tests;

/// <summary>The tariff: searched and read without signing in.</summary>
public sealed class TariffTests(Portals portals)
{
    [Theory]
    [InlineData("az", "tea"), InlineData("az", "TEA black"), InlineData("az", "çay"), InlineData("az", "QARA ÇAY"), InlineData("az", "چای"), InlineData("af", "چای سیاه"), InlineData("af", "تور چای")]
    [InlineData("az", "0902"), InlineData("az", "090240"), InlineData("af", "۰۹۰۲"), InlineData("az", "0902 black")]
    public async Task It_is_found_by_code_and_by_words_in_any_language(string country, string search) => (await Found(country, search)).ShouldContain(Goods.Tea);

    [Theory, InlineData("İPƏK", "500720"), InlineData("ipək", "500720"), InlineData("QIZILGÜL", "060311"), InlineData("qızılgül", "060311")]
    public async Task Azerbaijani_capitals_find_small_letters(string search, string code) => (await Found("az", search)).ShouldContain(code);

    [Theory, InlineData("چاي"), InlineData("چای سياه"), InlineData("چـای"), InlineData("تور چاى"), InlineData("غوښه")]
    [InlineData("cay"), InlineData("qara cay"), InlineData("0902.40"), InlineData("٠٩٠٢"), InlineData("tea, black")]
    public async Task Letters_of_another_keyboard_find_the_same(string search) => (await Found("af", search)).ShouldNotBeEmpty();

    [Fact]
    public async Task Words_that_begin_as_typed_come_first_in_the_callers_language()
    {
        var client = (await portals.In("az")).Anonymous;

        var lines = (await client.Read("/api/customs/tariff?search=tea&lang=en&pageSize=100"))["items"]!.AsArray();

        var begins = lines.Select(line => $" {line!["description"]!["en"]}".Contains(" tea", StringComparison.OrdinalIgnoreCase)).ToList();
        begins.TakeWhile(well => well).Count().ShouldBe(begins.Count(well => well));
        begins[0].ShouldBeTrue();
    }

    [Fact]
    public async Task A_language_the_country_has_not_is_refused()
    {
        using var answer = await (await portals.In("az")).Anonymous.Ask("/api/customs/tariff?search=tea&lang=xx");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe(["lang unknown-value"]);
    }

    [Theory, InlineData("870323", "p/st"), InlineData(Goods.Tea, null)]
    public async Task A_line_says_whether_a_quantity_is_asked_beside_the_mass(string code, string? unit) =>
        (await (await portals.In("az")).Anonymous.Read($"/api/customs/tariff/{code}"))["supplementaryUnit"]?.GetValue<string>().ShouldBe(unit);

    [Theory, InlineData("no such goods"), InlineData("9999"), InlineData("tea dragons")]
    public async Task Words_that_nothing_holds_find_nothing(string search) => (await Found("az", search)).ShouldBeEmpty();

    [Theory, InlineData("page=0", "page out-of-range"), InlineData("pageSize=0", "pageSize out-of-range"), InlineData("pageSize=101", "pageSize out-of-range"), InlineData("pageSize=ten", "pageSize out-of-range")]
    public async Task A_page_out_of_bounds_is_refused(string query, string fault)
    {
        using var answer = await (await portals.In("az")).Anonymous.Ask($"/api/customs/tariff?{query}");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe([fault]);
    }

    [Fact]
    public async Task Pages_follow_on_each_other_and_end()
    {
        var client = (await portals.In("az")).Anonymous;

        var (first, second, both) = (await client.Read("/api/customs/tariff?pageSize=5"), await client.Read("/api/customs/tariff?pageSize=5&page=2"), await client.Read("/api/customs/tariff?pageSize=10"));
        Codes(first).Concat(Codes(second)).ShouldBe(Codes(both));
        var beyond = await client.Read("/api/customs/tariff?page=100000&pageSize=100");
        Codes(beyond).ShouldBeEmpty();
        beyond["total"]!.GetValue<int>().ShouldBe(first["total"]!.GetValue<int>());
        (await client.Read("/api/customs/tariff"))["size"]!.GetValue<int>().ShouldBe(20);
    }

    [Fact]
    public async Task A_line_tells_what_it_is_in_each_language_and_what_it_costs()
    {
        var line = await (await portals.In("az")).Anonymous.Read("/api/customs/tariff/۰۹۰۲۴۰");

        line["code"]!.GetValue<string>().ShouldBe(Goods.Tea);
        line["description"]!["en"]!.GetValue<string>().ShouldBe("Black tea, in packs over 3 kg");
        line["description"]!["az"]!.GetValue<string>().ShouldBe("Qara çay, 3 kq-dan çox qablaşdırmada");
        line["description"]!["fa-AF"]!.GetValue<string>().ShouldContain("چای سیاه");
        line["rates"]!["duty"]!.GetValue<decimal>().ShouldBe(5);
        line["unit"]!.GetValue<string>().ShouldBe("kg");
    }

    [Theory, InlineData("999999"), InlineData("09024"), InlineData("tea"), InlineData("0")]
    public async Task An_unknown_code_is_not_found(string code)
    {
        using var answer = await (await portals.In("az")).Anonymous.Ask($"/api/customs/tariff/{code}");

        await answer.ShouldBeProblem(HttpStatusCode.NotFound, "commodity-not-found");
    }

    [Theory, InlineData("az"), InlineData("af")]
    public async Task At_the_first_start_all_chapters_and_four_hundred_commodities_are_there_each_with_its_duty(string country)
    {
        var client = (await portals.In(country)).Anonymous;
        var lines = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var items = (await client.Read(FormattableString.Invariant($"/api/customs/tariff?pageSize=100&page={page}")))["items"]!.AsArray();
            lines.AddRange(items.Select(line => line!));
            if (items.Count < 100)
                break;
        }

        lines.Where(line => line["level"]!.GetValue<int>() == 2).Select(line => line["code"]!.GetValue<string>()).ShouldBe(Enumerable.Range(1, 97).Select(chapter => $"{chapter:00}"));
        var commodities = lines.Where(line => line["level"]!.GetValue<int>() >= 6).ToList();
        commodities.Count.ShouldBeGreaterThanOrEqualTo(400);
        commodities.Where(line => line["rates"]!["duty"] is null).Select(line => line["code"]!.GetValue<string>()).ShouldBeEmpty();
        lines.ShouldAllBe(line => line["description"]!.AsObject().Count == 4);
    }

    private async Task<string[]> Found(string country, string search) =>
        Codes(await (await portals.In(country)).Anonymous.Read($"/api/customs/tariff?pageSize=100&search={Uri.EscapeDataString(search)}"));

    private static string[] Codes(JsonNode page) => [.. page["items"]!.AsArray().Select(line => line!["code"]!.GetValue<string>())];
}
