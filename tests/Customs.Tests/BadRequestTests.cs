using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Portal.Customs.Tests;

/// <summary>Requests that cannot even be read, or ask for what is not there.</summary>
public sealed class BadRequestTests(Portals portals)
{
    private const string Lodging = "/api/customs/declarations";

    public static TheoryData<string> Unreadable => new()
    {
        "", "{", "{]", "{ \"type\": }", "{ \"type\": 'import' }", "{ \"type\": \"import\", }", "// nothing\n{}", "{} {}", "NaN", "{ \"grossMass\": Infinity }",
        "{ \"type\": \"import\", \"type\": \"export\" }", "{ \"exporter\": { \"name\": \"A\", \"name\": \"B\" } }", "{ \"\\ud800\": 1 }",
        $"{{ \"goodsItems\": {new string('[', 40)}{new string(']', 40)} }}", new string('[', 100_000),
    };

    [Theory, MemberData(nameof(Unreadable))]
    public async Task Malformed_or_too_deep_JSON_is_refused(string body)
    {
        using var trader = await (await portals.In("az")).As("trader");

        using var answer = await trader.PostText(Lodging, body);

        await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Theory, InlineData("[]"), InlineData("[{}]"), InlineData("null"), InlineData("\"import\""), InlineData("7"), InlineData("true")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        using var trader = await (await portals.In("az")).As("trader");

        using var answer = await trader.PostText(Lodging, body);

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe([" wrong-type"]);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        using var trader = await (await portals.In("az")).As("trader");
        using var inValue = Bytes([.. "{ \"procedureCode\": \""u8, 0xFF, 0xFE, .. "\" }"u8]);
        using var inName = Bytes([.. "{ \""u8, 0xC3, 0x28, .. "\": 1 }"u8]);

        foreach (var body in new[] { inValue, inName })
        {
            using var answer = await trader.PostAsync(Lodging, body, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Theory, InlineData("text/plain"), InlineData("application/xml"), InlineData("application/x-www-form-urlencoded"), InlineData("multipart/form-data; boundary=x")]
    public async Task A_body_of_another_content_type_is_refused(string type)
    {
        using var trader = await (await portals.In("az")).As("trader");
        using var body = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        using var answer = await trader.PostAsync(Lodging, body, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task A_body_of_more_than_a_mebibyte_is_refused()
    {
        using var trader = await (await portals.In("az")).As("trader");
        using var request = new HttpRequestMessage(HttpMethod.Post, Lodging)
        {
            Content = new StringContent($"{{ \"type\": \"{new string('x', 1 << 20)}\" }}", Encoding.UTF8, "application/json"), Headers = { ExpectContinue = true },
        };

        using var answer = await trader.SendAsync(request, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("lane=purple", "lane unknown-value"), InlineData("status=done", "status unknown-value"), InlineData("page=0", "page out-of-range"), InlineData("page=x", "page out-of-range")]
    [InlineData("page=-1", "page out-of-range"), InlineData("pageSize=0", "pageSize out-of-range"), InlineData("pageSize=101", "pageSize out-of-range"), InlineData("lane=Red", "lane unknown-value")]
    public async Task A_query_that_makes_no_sense_is_refused(string query, string fault)
    {
        using var officer = await (await portals.In("az")).As("customs-officer");

        using var answer = await officer.Ask($"{Lodging}?{query}");

        (await answer.ShouldBeProblem(HttpStatusCode.BadRequest, "invalid-request")).Faults().ShouldBe([fault]);
    }

    [Theory, InlineData("/api/customs/nothing", 404, "not-found"), InlineData("/api/nobody/here", 404, "not-found"), InlineData("/api/customs/accounts/me/deposits", 405, "method-not-allowed")]
    public async Task An_unknown_address_or_method_is_a_problem_too(string path, int status, string code)
    {
        using var trader = await (await portals.In("az")).As("trader");

        using var answer = await trader.Ask(path);

        await answer.ShouldBeProblem((HttpStatusCode)status, code);
    }

    private static ByteArrayContent Bytes(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
