using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Identity.Tests.Gateway;

/// <summary>A gateway with little patience, and a service behind it that is dead.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private const int Burst = 5;

    private PortalUnderTest portal = null!;

    public async ValueTask InitializeAsync() => portal = await PortalUnderTest.Start(modules: [new EchoModule()], settings: new Dictionary<string, string?>
    {
        ["Gateway:RateLimit:Enabled"] = "true", ["Gateway:RateLimit:Burst"] = "5", ["Gateway:RateLimit:PerSecond"] = "1", ["Services:dead"] = "http://127.0.0.1:9", ["Services:identity"] = "http://127.0.0.1:9",
    });

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Too_many_requests_are_refused_with_the_time_to_wait_and_let_in_again_later()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4 * Burst).Select(_ => portal.Anonymous.GetAsync("/api/echo")));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeInRange(Burst, 2 * Burst);
        refused.ShouldNotBeEmpty();
        foreach (var answer in refused)
        {
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await answer.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("too-many-requests");
            answer.Headers.Contains("X-Content-Type-Options").ShouldBeTrue();
        }

        (await UntilLetIn()).ShouldBe(HttpStatusCode.OK);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Health_is_told_however_often_it_is_asked()
    {
        for (var time = 0; time < 4 * Burst; time++)
        {
            using var answer = await portal.Anonymous.GetAsync("/health/live");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("application/json", (1 << 20) + 1, false)]
    [InlineData("application/json", (1 << 20) + 1, true)]
    [InlineData("application/pdf", (6 << 20) + 1, false)]
    [InlineData("application/pdf", (6 << 20) + 1, true)]
    public async Task A_body_over_the_limit_is_refused_whether_or_not_it_says_its_length(string type, int length, bool chunked)
    {
        using var answer = await Post(type, length, chunked);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("body-too-large");
    }

    [Theory]
    [InlineData("/identity/connect/token")]
    [InlineData("/Identity/sign-in")]
    public async Task A_form_for_identity_is_small(string path)
    {
        using var content = new ByteArrayContent(new byte[(1 << 20) + 1]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        using var answer = await portal.Anonymous.PostAsync(path, content);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("body-too-large");
    }

    [Fact]
    public async Task A_body_within_the_limit_that_does_not_say_its_length_goes_through()
    {
        // The server counts the frames of the chunks too.
        const int bytes = (5 << 20) - 10_000;
        using var answer = await Post("application/pdf", bytes, chunked: true);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<Heard>())!.BodyLength.ShouldBe(bytes);
    }

    [Fact]
    public async Task A_service_that_is_dead_is_a_problem_and_not_a_broken_connection()
    {
        using var answer = await portal.Anonymous.GetAsync("/api/dead/anything");

        ((int)answer.StatusCode).ShouldBeInRange(502, 503);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonNode>())!.Text("code").ShouldBe("service-unavailable");
    }

    [Theory]
    [InlineData("/identity/connect/authorize", "text/html,*/*;q=0.8", "text/html")]
    [InlineData("/identity/connect/authorize", "*/*", "application/problem+json")]
    [InlineData("/api/dead/anything", "text/html,*/*;q=0.8", "application/problem+json")]
    public async Task Pages_that_are_away_are_explained_to_people_in_all_languages_and_to_programs_as_problems(string path, string accept, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        using var answer = await portal.Anonymous.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        if (type == "text/html")
        {
            var page = await answer.Content.ReadAsStringAsync();
            foreach (var text in new[] { "Wait a minute", "Bir dəqiqə gözləyin", "یک دقیقه صبر کنید", "یوه دقیقه صبر وکړئ" })
                page.ShouldContain(text);
            page.ShouldNotContain("too large");
            page.ShouldNotContain("Too many");
        }
    }

    [Fact]
    public async Task A_form_that_is_too_large_is_explained_to_people()
    {
        using var content = new ByteArrayContent(new byte[(24 << 20) + 1]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/customs") { Content = content, Headers = { { "Accept", "text/html" } } };
        using var answer = await portal.Anonymous.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("choose a smaller file");
    }

    [Fact]
    public async Task A_portal_with_a_dead_service_lives_but_is_not_ready_and_says_which()
    {
        using var live = await portal.Anonymous.GetAsync("/health/live");
        using var ready = await portal.Anonymous.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadFromJsonAsync<JsonNode>())!["waitingFor"]!.Text("services").ShouldMatch("dead[^;]*: no answer");
    }

    private async Task<HttpResponseMessage> Post(string type, int length, bool chunked)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('1', length)));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/echo") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        return await portal.Anonymous.SendAsync(request);
    }

    private async Task<HttpStatusCode> UntilLetIn()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await portal.Anonymous.GetAsync("/api/echo");
            if (answer.StatusCode != HttpStatusCode.TooManyRequests || waited.Elapsed > TimeSpan.FromSeconds(20))
                return answer.StatusCode;
            await Task.Delay(100);
        }
    }
}
