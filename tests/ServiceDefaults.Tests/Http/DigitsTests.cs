using Portal.ServiceDefaults.Http;

namespace Portal.ServiceDefaults.Tests.Http;

public sealed class DigitsTests
{
    [Theory]
    [InlineData("۰۱۲۳۴۵۶۷۸۹", "0123456789")]
    [InlineData("٠١٢٣٤٥٦٧٨٩", "0123456789")]
    [InlineData("AF-۱۲/٣4", "AF-12/34")]
    [InlineData("plain 42", "plain 42")]
    [InlineData("", "")]
    public void Arabic_and_Persian_digits_become_ASCII(string typed, string folded) => Digits.Fold(typed).ShouldBe(folded);

    [Theory]
    [InlineData("ې ځ ږ ک گ")]
    [InlineData("१२३")]
    [InlineData("²½①")]
    public void Letters_and_other_numerals_are_left_alone(string text) => Digits.Fold(text).ShouldBe(text);
}
