using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.ServiceDefaults.Http;

namespace Portal.ServiceDefaults.Tests.Http;

public sealed class JsonBodyTests
{
    private const string Sound = """{ "number": "123", "weight": 2.5, "speed": "next-day", "pieces": [{ "name": "a" }, { "name": "b" }], "sendOn": "2026-03-21" }""";

    [Fact]
    public async Task A_sound_body_has_no_faults_and_its_values()
    {
        var body = await Read(Sound);

        body.Faults.All.ShouldBeEmpty();
        body.Value.Number.ShouldBe("123");
        body.Value.Weight.ShouldBe(2.5m);
        body.Value.Speed.ShouldBe(Speed.NextDay);
        body.Value.Pieces.Select(piece => piece.Name).ShouldBe(["a", "b"]);
        body.Value.SendOn.ShouldBe(new DateOnly(2026, 3, 21));
    }

    [Theory]
    [InlineData("\"123\"", "\"123456\"", "/number", "too-long")]
    [InlineData("\"123\"", "\"12x\"", "/number", "bad-format")]
    [InlineData("\"123\"", "123", "/number", "wrong-type")]
    [InlineData("\"123\"", "null", "/number", "required")]
    [InlineData("\"123\"", "\"  \"", "/number", "required")]
    [InlineData("\"number\": \"123\", ", "", "/number", "required")]
    [InlineData("\"number\"", "\"Number\"", "/Number", "unknown-field")]
    [InlineData("2.5", "0", "/weight", "out-of-range")]
    [InlineData("2.5", "-2.5", "/weight", "out-of-range")]
    [InlineData("2.5", "1e999", "/weight", "wrong-type")]
    [InlineData("2.5", "\"2.5\"", "/weight", "wrong-type")]
    [InlineData("\"next-day\"", "\"NextDay\"", "/speed", "wrong-type")]
    [InlineData("\"next-day\"", "1", "/speed", "wrong-type")]
    [InlineData("\"next-day\"", "\"slow, next-day\"", "/speed", "wrong-type")]
    [InlineData("\"next-day\"", "\"\"", "/speed", "wrong-type")]
    [InlineData("\"2026-03-21\"", "\"2026-02-30\"", "/sendOn", "wrong-type")]
    [InlineData("\"2026-03-21\"", "\"21.03.2026\"", "/sendOn", "wrong-type")]
    [InlineData("\"b\"", "\"\\u0007\"", "/pieces/1/name", "control-characters")]
    [InlineData("\"b\"", "\"b\\nc\"", "/pieces/1/name", "control-characters")]
    [InlineData("\"b\" }", "\"b\", \"note\": \"one\\u0000\" }", "/pieces/1/note", "control-characters")]
    [InlineData("{ \"name\": \"b\" }", "{ \"name\": \"b\", \"a/b~c\": 1 }", "/pieces/1/a~1b~0c", "unknown-field")]
    [InlineData("{ \"name\": \"b\" }", "7", "/pieces/1", "wrong-type")]
    [InlineData("[{ \"name\": \"a\" }, { \"name\": \"b\" }]", "{}", "/pieces", "wrong-type")]
    [InlineData("[{ \"name\": \"a\" }, { \"name\": \"b\" }]", "[]", "/pieces", "too-few")]
    [InlineData("{ \"name\": \"b\" }", "{ \"name\": \"b\" }, { \"name\": \"c\" }, { \"name\": \"d\" }", "/pieces", "too-many")]
    public async Task A_fault_is_told_with_its_pointer_and_code(string sound, string spoilt, string pointer, string code)
    {
        Sound.ShouldContain(sound);

        var faults = (await Read(Sound.Replace(sound, spoilt, StringComparison.Ordinal))).Faults;

        faults.All.ShouldContain(fault => fault.Pointer == pointer && fault.Code == code, string.Join("; ", faults.All));
    }

    [Fact]
    public async Task All_faults_are_told_at_once_and_what_is_well_is_read()
    {
        var body = await Read("""{ "number": "123", "weight": "heavy", "speed": "warp", "pieces": [{ "name": 1 }, { "name": "b" }], "colour": "red" }""");

        body.Faults.All.Select(fault => fault.Pointer).ShouldBe(["/weight", "/speed", "/pieces/0/name", "/colour"], ignoreOrder: true);
        body.Value.Number.ShouldBe("123");
        body.Value.Pieces[1].Name.ShouldBe("b");
    }

    [Fact]
    public async Task An_item_at_fault_keeps_its_place_so_that_later_pointers_stay_right()
    {
        var body = await Read(Sound.Replace("{ \"name\": \"a\" }", "\"a\"", StringComparison.Ordinal));

        body.Value.Pieces.Count.ShouldBe(2);
        body.Value.Pieces[0].ShouldBeNull();
        body.Value.Pieces[1].Name.ShouldBe("b");
    }

    [Fact]
    public async Task A_code_typed_in_other_digits_is_folded_and_trimmed_but_free_text_is_left_alone()
    {
        var body = await Read("""{ "number": " ۱٢3 ", "weight": 1, "pieces": [{ "name": " شماره ۱۲۳ " }] }""");

        body.Faults.All.ShouldBeEmpty();
        body.Value.Number.ShouldBe("123");
        body.Value.Pieces[0].Name.ShouldBe(" شماره ۱۲۳ ");
    }

    [Fact]
    public async Task Text_of_several_lines_is_taken_where_it_is_expected()
    {
        var body = await Read("""{ "number": "123", "weight": 1, "pieces": [{ "name": "a", "note": "one\ntwo" }] }""");

        body.Faults.All.ShouldBeEmpty();
        body.Value.Pieces[0].Note.ShouldBe("one\ntwo");
    }

    [Theory]
    [InlineData("{ \"number\": ")]
    [InlineData("")]
    [InlineData("{ \"number\": \"1\", \"number\": \"2\" }")]
    [InlineData("{ \"number\": \"1\" } trailing")]
    public async Task Text_that_is_not_JSON_is_refused_as_malformed(string text) =>
        (await Should.ThrowAsync<RequestRefused>(() => Read(text))).Problem.ShouldSatisfyAllConditions(
            problem => problem.StatusCode.ShouldBe(400), problem => problem.Code.ShouldBe("malformed-json"));

    [Fact]
    public async Task JSON_nested_too_deep_is_refused_as_malformed() =>
        (await Should.ThrowAsync<RequestRefused>(() => Read(new string('[', 10_000) + new string(']', 10_000)))).Problem.Code.ShouldBe("malformed-json");

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    public async Task JSON_that_is_no_object_is_a_fault_of_the_whole(string text)
    {
        var body = await Read(text);

        body.Faults.All.ShouldHaveSingleItem().ShouldSatisfyAllConditions(fault => fault.Pointer.ShouldBe(""), fault => fault.Code.ShouldBe("wrong-type"));
        body.Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? contentType) =>
        (await Should.ThrowAsync<RequestRefused>(() => Read(Sound, contentType))).Problem.ShouldSatisfyAllConditions(
            problem => problem.StatusCode.ShouldBe(415), problem => problem.Code.ShouldBe("unsupported-media-type"));

    [Fact]
    public async Task A_body_with_countless_faults_names_the_first_two_hundred()
    {
        var members = string.Join(", ", Enumerable.Range(0, 5000).Select(i => $"\"x{i}\": 1"));

        (await Read($"{{ {members} }}")).Faults.All.Count.ShouldBe(200);
    }

    private static async Task<JsonBody<Parcel>> Read(string text, string? contentType = "application/json; charset=utf-8")
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await JsonBody<Parcel>.BindAsync(context, null!))!;
    }

    public sealed record Parcel
    {
        [Required, Code, MaxLength(5), RegularExpression("^[0-9]+$")]
        public string Number { get; init; } = "";

        [Required, Range(typeof(decimal), "0.1", "30", ParseLimitsInInvariantCulture = true)]
        public decimal Weight { get; init; }

        public Speed Speed { get; init; }

        [MinLength(1), MaxLength(3)]
        public IReadOnlyList<Piece> Pieces { get; init; } = [];

        public DateOnly? SendOn { get; init; }
    }

    public sealed record Piece
    {
        [Required, MaxLength(40)]
        public string Name { get; init; } = "";

        [Lines, MaxLength(100)]
        public string? Note { get; init; }
    }

    public enum Speed
    {
        Slow,
        NextDay,
    }
}
