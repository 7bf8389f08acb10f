using Portal.ServiceDefaults.Http;

namespace Portal.ServiceDefaults.Tests.Http;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Əli İsmayılov", " eli ismayilov")]
    [InlineData("ƏLİ ISMAYILOV", " eli ismayilov")]
    [InlineData("Çölə Ünvan", " cole unvan")]
    [InlineData("كريم", " کریم")]
    [InlineData("زرمينه", " زرمینه")]
    [InlineData("ګل", " کل")]
    [InlineData("مُحَمَّد", " محمد")]
    [InlineData("محـمد", " محمد")]
    [InlineData("محمد\u200Cعلی", " محمدعلی محمد علی")]
    [InlineData("\u200Fمحمد\u200E", " محمد")]
    [InlineData("\uFEE3\uFEA4\uFEE4\uFEAA", " محمد")]
    [InlineData("\uFEFB", " لا")]
    [InlineData("ھاشم", " هاشم")]
    [InlineData("\uFBAAاشم", " هاشم")]
    [InlineData("ﬁ № ۱۲", " fi no 12")]
    public void What_is_the_same_to_people_is_the_same_to_a_search(string text, string folded) => SearchText.Fold(text).ShouldBe(folded);

    [Theory]
    [InlineData("0902.40", "090240")]
    [InlineData("  Əli   əli ", "eli eli")]
    [InlineData("محمد\u200Cعلی", "محمدعلی")]
    [InlineData("\u200C", "")]
    public void Words_are_what_lies_between_blanks(string typed, string words) => string.Join(' ', SearchText.Words(typed)).ShouldBe(words);
}
