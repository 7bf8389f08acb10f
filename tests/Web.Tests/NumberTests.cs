using System.Globalization;
using CsCheck;
using Portal.Web.Forms;
using Portal.Web.Languages;

namespace Portal.Web.Tests;

/// <summary>Numbers: read as people type them, written as the language writes them.</summary>
public sealed class NumberTests
{
    [Theory]
    [InlineData("en", "1234.5", "1234.5")]
    [InlineData("en", "1,234.5", "1234.5")]
    [InlineData("en", "1,234", "1234")]
    [InlineData("en", "1,234,567", "1234567")]
    [InlineData("en", "12,5", "12.5")]
    [InlineData("en", " 1 234.50 ", "1234.50")]
    [InlineData("az", "1 234,5", "1234.5")]
    [InlineData("az", "1\u00a0234,5", "1234.5")]
    [InlineData("az", "1\u202f234,5", "1234.5")]
    [InlineData("az", "1,234", "1.234")]
    [InlineData("az", "1234.5", "1234.5")]
    [InlineData("fa", "۱٬۲۳۴٫۵", "1234.5")]
    [InlineData("fa", "۱۲۳۴.۵", "1234.5")]
    [InlineData("fa", "1234.5", "1234.5")]
    [InlineData("ps", "١٢٣٤٫٥", "1234.5")]
    [InlineData("ps", "۱۲,۵", "12.5")]
    [InlineData("en", "-3", "-3")]
    [InlineData("fa", "۰", "0")]
    public void A_number_is_read_as_it_is_typed(string language, string typed, string number) =>
        Numbers.Read(typed, Language.Of(language)!).ShouldBe(decimal.Parse(number, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("twelve")]
    [InlineData("1.2.3")]
    [InlineData("12kg")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("∞")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_number_is_left_to_the_service(string typed) => Language.All.ShouldAllBe(language => Numbers.Read(typed, language) == null);

    [Fact]
    public void A_number_that_a_page_wrote_is_understood_when_it_is_typed() =>
        Gen.Select(Gen.Long[0, 99_999_999_999], Gen.Int[0, 999], Gen.Int[0, 3]).Sample((whole, thousandths, which) =>
        {
            var (number, language) = (whole + (thousandths / 1000m), Language.All[which]);
            return Numbers.Read(Speech.On(language.Path).Number(number), language) == number;
        }, iter: 2000);

    [Theory]
    [InlineData("en", "1,234,567.5")]
    [InlineData("az", "1\u00a0234\u00a0567,5")]
    [InlineData("fa", "۱٬۲۳۴٬۵۶۷٫۵")]
    [InlineData("ps", "۱٬۲۳۴٬۵۶۷٫۵")]
    public void A_number_is_written_as_the_language_writes_it(string language, string written) => Speech.On(language).Number(1_234_567.5m).ShouldBe(written);

    [Theory]
    [InlineData("az", "en", "1,234.50\u00a0\u2068AZN\u2069")]
    [InlineData("az", "az", "1\u00a0234,50\u00a0\u2068AZN\u2069")]
    [InlineData("az", "fa", "۱٬۲۳۴٫۵۰\u00a0\u2068AZN\u2069")]
    [InlineData("af", "ps", "۱٬۲۳۴٫۵۰\u00a0\u2068AFN\u2069")]
    public void Money_has_the_decimals_of_its_currency_and_its_code(string country, string language, string written) =>
        Speech.On(language, country).Money(1234.5m).ShouldBe(written);

    [Fact]
    public void A_debit_keeps_its_sign_before_the_number_in_a_text_of_either_direction() => Speech.On("fa").Number(-5).ShouldBe("\u200e-۵");
}
