namespace Portal.ServiceDefaults.Tests.CountryPacks;

public sealed class CountryFileTests
{
    [Fact]
    public void A_sound_file_has_no_faults()
    {
        using var test = new TestPack();

        var (pack, faults) = test.Read();

        faults.ShouldBeEmpty();
        pack!.Code.ShouldBe("ZZ");
        pack.Currency.Code.ShouldBe("ZZD");
        pack.Name.In("en").ShouldBe("Testland");
        pack.Weekend.ShouldBe([DayOfWeek.Friday]);
    }

    [Theory]
    [InlineData("calendar: gregorian\n", "", 1, "calendar is missing")]
    [InlineData("code: ZZ", "code: zz", 1, "code: 'zz' does not match ^[A-Z]{2}$")]
    [InlineData("languages: [en]", "languages: en", 2, "languages: a list is expected")]
    [InlineData("languages: [en]", "languages: [en, fr]", 3, "name: no text in fr")]
    [InlineData("name: { en: Testland }", "name: { en: }", 3, "a plain value is expected")]
    [InlineData("calendar: gregorian", "calendar: lunar", 4, "calendar: 'lunar' does not match ^(gregorian|solar-hijri)$")]
    [InlineData("Asia/Tashkent", "Mars/Olympus", 5, "timeZone: an IANA time zone like Etc/UTC is expected")]
    [InlineData("[Friday]", "[Friday, Someday]", 6, "weekend: 'Someday' is not a day of the week")]
    [InlineData("decimals: 2", "decimals: two", 7, "decimals: a number from 0 to 3 is expected")]
    [InlineData("decimals: 2", "decimals: 4", 7, "decimals: a number from 0 to 3 is expected")]
    [InlineData("decimals: 2", "decimals: 2, colour: red", 7, "colour is not known here")]
    [InlineData("\"12345\"", "\"1234\"", 8, "example: the example does not match the pattern")]
    [InlineData("traderId:", "traderID:", 9, "traderID is not known here")]
    public void A_fault_is_told_with_file_line_and_reason(string sound, string spoilt, int line, string reason)
    {
        using var test = new TestPack();
        test.Replace("country.yaml", sound, spoilt);

        test.Read().Faults.ShouldContain($"zz/country.yaml:{line}: {reason}");
    }

    [Fact]
    public void A_pattern_that_is_no_pattern_is_a_fault()
    {
        using var test = new TestPack();
        test.Replace("country.yaml", "'^[0-9]{5}$'", "'('");

        test.Read().Faults.ShouldHaveSingleItem().ShouldStartWith("zz/country.yaml:8: pattern: ");
    }

    [Fact]
    public void A_missing_file_is_a_fault()
    {
        using var test = new TestPack(country: null);

        test.Read().ShouldSatisfyAllConditions(
            read => read.Pack.ShouldBeNull(),
            read => read.Faults.ShouldBe(["zz/country.yaml:1: the file is missing"]));
    }

    [Theory]
    [InlineData("code: [ZZ\n", "zz/country.yaml:2: ")]
    [InlineData("code: ZZ\ncode: ZY\n", "zz/country.yaml:2: ")]
    [InlineData("code: \"ZZ\n\tname: x", "zz/country.yaml:")]
    [InlineData("", "zz/country.yaml:1: the file must hold one YAML document")]
    [InlineData("a: 1\n---\nb: 2\n", "zz/country.yaml:1: the file must hold one YAML document")]
    public void Text_that_is_not_YAML_is_one_fault(string text, string beginning)
    {
        using var test = new TestPack(text);

        var (pack, faults) = test.Read();

        pack.ShouldBeNull();
        faults.ShouldHaveSingleItem().ShouldStartWith(beginning);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_none_twice()
    {
        using var test = new TestPack();
        test.Replace("country.yaml", "code: ZZ", "code: Z");
        test.Replace("country.yaml", "gregorian", "lunar");
        test.Replace("country.yaml", "Asia/Tashkent", "Nowhere");
        test.Replace("country.yaml", "decimals: 2", "decimals: -1");
        test.Replace("country.yaml", "weekend:", "weekand:");

        var faults = test.Read().Faults;

        faults.Select(fault => fault.Split(':')[1]).Order().ShouldBe(["1", "4", "5", "6", "7"]);
    }

    [Theory]
    [InlineData("1.005", 2, "1.01")]
    [InlineData("-1.005", 2, "-1.01")]
    [InlineData("2.5", 0, "3")]
    [InlineData("0.0049", 2, "0")]
    public void Amounts_are_rounded_half_away_from_zero_to_the_currencys_decimals(string amount, int decimals, string rounded)
    {
        using var test = new TestPack();
        test.Replace("country.yaml", "decimals: 2", $"decimals: {decimals}");

        test.Read().Pack!.Round(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(decimal.Parse(rounded, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_rate_holds_from_its_day_until_the_next()
    {
        using var test = new TestPack(TestPack.Country + """
            exchangeRates:
              - { currency: USD, from: "2026-01-01", rate: 10 }
              - { currency: USD, from: "2026-07-01", rate: 11 }

            """);
        var pack = test.Read().Pack!;

        pack.RateOf("USD", new DateOnly(2025, 12, 31)).ShouldBeNull();
        pack.RateOf("USD", new DateOnly(2026, 6, 30)).ShouldBe(10);
        pack.RateOf("USD", new DateOnly(2026, 7, 1)).ShouldBe(11);
        pack.RateOf("EUR", new DateOnly(2026, 7, 1)).ShouldBeNull();
        pack.RateOf("ZZD", new DateOnly(1999, 1, 1)).ShouldBe(1);
    }

    [Fact]
    public void A_legal_day_begins_at_midnight_in_the_country()
    {
        using var test = new TestPack();
        var pack = test.Read().Pack!;

        pack.DayOf(new DateTime(2026, 3, 20, 18, 59, 59, DateTimeKind.Utc)).ShouldBe(new DateOnly(2026, 3, 20));
        pack.DayOf(new DateTime(2026, 3, 20, 19, 0, 0, DateTimeKind.Utc)).ShouldBe(new DateOnly(2026, 3, 21));
    }
}
