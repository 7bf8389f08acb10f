using System.Globalization;
using System.Text.Encodings.Web;
using Portal.Web.Languages;

namespace Portal.Web.Tests;

/// <summary>Which language a page speaks, and what is said in it.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("az", "", "fa-AF", "fa")]
    [InlineData("az", "", "prs, en;q=0.5", "en")]
    [InlineData("az", "", "de;q=0.9, ps;q=0.8, en;q=0.7", "ps")]
    [InlineData("az", "", "en;q=0.2, az;q=0.9", "az")]
    [InlineData("az", "", "de", "az")]
    [InlineData("af", "", null, "fa")]
    [InlineData("az", "ps/customs", "en", "ps")]
    [InlineData("az", "de/customs", "en", "en")]
    [InlineData("az", "fanciful", "en", "en")]
    public void The_address_chooses_the_language_then_the_browser_then_the_country(string country, string path, string? wishes, string language) =>
        Speech.On(path, country, wishes).Language.Path.ShouldBe(language);

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("az", "ltr")]
    [InlineData("fa", "rtl")]
    [InlineData("ps", "rtl")]
    public void A_language_has_its_direction(string language, string direction) => Language.Of(language)!.Direction.ShouldBe(direction);

    [Theory]
    [InlineData("/en", "/ps")]
    [InlineData("/fa?page=2", "/ps?page=2")]
    [InlineData("/en/customs/account?page=2#entries", "/ps/customs/account?page=2#entries")]
    [InlineData("/english/customs", "/english/customs")]
    [InlineData("/docs?for=/en/customs", "/docs?for=/en/customs")]
    [InlineData("https://example.org/en", "https://example.org/en")]
    [InlineData("~/en", "~/en")]
    [InlineData("/", "/")]
    public void A_page_has_its_address_in_another_language(string page, string inPashto) => Language.Of("ps")!.AddressOf(page).ShouldBe(inPashto);

    [Fact]
    public void A_key_without_a_text_shows_itself() => Speech.On("en")["no.such.key"].ShouldBe("no.such.key");

    [Fact]
    public void A_code_runs_left_to_right_and_is_never_markup() =>
        Written(Words.Code("26AZ<b>\"1")).ShouldBe("<bdi dir=\"ltr\" class=\"code\">26AZ&lt;b&gt;&quot;1</bdi>");

    [Fact]
    public void A_value_in_a_sentence_keeps_its_own_direction_and_is_never_markup() =>
        Written(Speech.On("en").Html("error.away.who", "<script>\u202e")).ShouldBe("It belongs to: <bdi>&lt;script&gt;&#x202E;</bdi>.");

    [Fact]
    public void Words_do_not_depend_on_the_servers_culture()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("az");
        Speech.On("en", "af").Moment(new DateTime(2026, 3, 21, 8, 0, 0, DateTimeKind.Utc)).ShouldBe("1 Hamal 1405, 12:30");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fa-AF");
        Speech.On("az").Money(1234.5m).ShouldBe("1\u00a0234,50\u00a0\u2068AZN\u2069");
    }

    private static string Written(Microsoft.AspNetCore.Html.IHtmlContent html)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        html.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
