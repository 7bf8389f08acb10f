using System.Globalization;
using Microsoft.AspNetCore.Html;
using Portal.Web.Languages;

namespace Portal.Web.SocialProtection;

/// <summary>Says what somebody answered in an application.</summary>
public static class AnswerWords
{
    /// <summary>The answer by the type of its field: a date in the country's calendar, a choice by its name.</summary>
    public static IHtmlContent Answer(this Words words, BenefitField? field, string value) => field?.Type switch
    {
        "date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => new HtmlContentBuilder().Append(words.Date(day, both: true)),
        "number" when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => new HtmlContentBuilder().Append(words.Number(number)),
        "choice" => new HtmlContentBuilder().Append(words.Name(field.Choices, value)),
        "person" or "date" or "number" => Words.Code(value),
        _ => new HtmlContentBuilder().AppendHtml("<bdi>").Append(value).AppendHtml("</bdi>"),
    };
}
