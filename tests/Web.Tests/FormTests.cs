using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Tests;

/// <summary>From what was typed to the request that a service takes, and from its faults back to the questions.</summary>
public sealed class FormTests
{
    private static readonly Field Name = new("/party/name", "account.owner"), Mass = new("/items/0/mass", "account.amount", FieldKind.Number),
        Day = new("/day", "date.day", FieldKind.Date), Kinds = new("/kinds", "account.kind", FieldKind.Checks) { Options = [new("a", "A"), new("b", "B")] };

    [Theory]
    [InlineData("fa", "۱٬۲۳۴٫۵")]
    [InlineData("az", "1 234,5")]
    [InlineData("en", "1,234.5")]
    public void What_was_typed_becomes_the_request_and_is_shown_again_as_it_was_typed(string language, string typed)
    {
        var form = Typed(language, "az", ("/party/name", "  Anatolia  "), ("/items/0/mass", typed), ("/kinds", "b"), ("/day.year", "2026"), ("/day.month", "3"), ("/day.day", "21"));
        form.Body.ToJsonString().ShouldBe("""{"party":{"name":"Anatolia"},"items":[{"mass":1234.5}],"day":"2026-03-21","kinds":["b"]}""");
        form.Value(Mass).ShouldBe(typed);
        form.IsChosen(Kinds, "b").ShouldBeTrue();
        form.IsChosen(Kinds, "a").ShouldBeFalse();
    }

    [Fact]
    public void A_date_is_typed_in_the_countrys_calendar_and_digits()
    {
        var form = Typed("fa", "af", ("/day.year", "۱۴۰۳"), ("/day.month", "12"), ("/day.day", "۳۰"));
        form.Body["day"]!.GetValue<string>().ShouldBe("2025-03-20");

        var again = new Form([Day], form.Body, Speech.On("ps", "af"), Speech.Country("af"));
        (again.DatePart(Day, "year"), again.DatePart(Day, "month"), again.DatePart(Day, "day")).ShouldBe(("۱۴۰۳", "12", "۳۰"));
    }

    [Fact]
    public void What_cannot_be_read_goes_to_the_service_as_it_is_and_stays_in_the_box()
    {
        var form = Typed("en", "az", ("/party/name", "A"), ("/items/0/mass", "a lot"), ("/day.year", "2026"), ("/day.month", "2"), ("/day.day", "30"));
        form.Body.ToJsonString().ShouldBe("""{"party":{"name":"A"},"items":[{"mass":"a lot"}],"day":"2026-2-30"}""");
        form.Value(Mass).ShouldBe("a lot");
        form.DatePart(Day, "day").ShouldBe("30");
    }

    [Fact]
    public void Lines_of_a_longer_text_stay_lines()
    {
        var form = new Form([new("/reason", "account.owner", FieldKind.Area)], [], Speech.On("en"), Speech.Country("az"));
        form.Take(Sent(("/reason", " One.\r\n\r\nTwo. ")));
        form.Body["reason"]!.GetValue<string>().ShouldBe("One.\n\nTwo.");
    }

    [Fact]
    public void An_emptied_box_takes_its_value_out_of_the_request()
    {
        var form = new Form([Name, Mass], JsonNode.Parse("""{"party":{"name":"old","id":"1"},"items":[{"mass":3}]}""")!.AsObject(), Speech.On("en"), Speech.Country("az"));
        form.Take(Sent(("/party/name", ""), ("/items/0/mass", "3")));
        form.Body.ToJsonString().ShouldBe("""{"party":{"id":"1"},"items":[{"mass":3}]}""");
    }

    [Fact]
    public void A_fault_comes_to_its_question_in_the_order_of_the_questions_and_the_next_request_is_another()
    {
        var form = Typed("en", "az", ("/party/name", ""), ("/items/0/mass", "x"));
        var key = form.Key;
        form.Blame(Refused("""{"code":"invalid-request","errors":[{"pointer":"/items/0/mass","code":"required"},{"pointer":"/party/name","code":"required"}]}"""));
        form.Faults.Select(fault => fault.Id).ShouldBe(["party-name", "items-0-mass"]);
        form.FaultOf(Name).ShouldNotBeNull();
        form.Key.ShouldNotBe(key);
    }

    [Fact]
    public void A_fault_of_no_question_here_is_said_above_the_form()
    {
        var form = Typed("en", "az");
        form.Blame(Refused("""{"code":"invalid-request","errors":[{"pointer":"/elsewhere","code":"no-such-code"}]}"""));
        form.Problem.ShouldBe("elsewhere: This is not right.");
    }

    [Fact]
    public void A_problem_without_faults_is_said_in_words_and_an_unknown_one_too()
    {
        Typed("en", "az").Blame(Refused("""{"code":"changed-meanwhile"}""")).Problem.ShouldBe("Somebody else changed this in the meantime. Look at it again before you go on.");
        Typed("en", "az").Blame(new Answer(HttpStatusCode.InternalServerError, null)).Problem.ShouldBe("This could not be done. Nothing was changed.");
    }

    private static Form Typed(string language, string country, params (string Name, string Value)[] boxes)
    {
        var form = new Form([Name, Mass, Day, Kinds], [], Speech.On(language, country), Speech.Country(country));
        form.Take(Sent(boxes));
        return form;
    }

    private static FormCollection Sent(params (string Name, string Value)[] boxes) => new(boxes.ToDictionary(box => box.Name, box => new StringValues(box.Value)));

    private static Answer Refused(string problem) => new(HttpStatusCode.BadRequest, JsonNode.Parse(problem)!.AsObject());
}
