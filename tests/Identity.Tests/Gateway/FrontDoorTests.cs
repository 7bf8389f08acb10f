using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Identity.Tests.Gateway;

public sealed partial class FrontDoorTests(RunningPortal running)
{
    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/api/nowhere/at/all")]
    [InlineData("/api")]
    [InlineData("/openapi/nowhere.json")]
    [InlineData("/..%2f..%2fetc/passwd")]
    public async Task An_unknown_route_is_a_problem_with_a_code(string path)
    {
        using var answer = await running.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        problem.Text("code").ShouldBe("not-found");
        problem["status"]!.GetValue<int>().ShouldBe(404);
        problem.Text("traceId").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/api/customs/nowhere", 404, "not-found")]
    [InlineData("GET", "/identity/nowhere", 404, "not-found")]
    [InlineData("DELETE", "/api/customs/tariff", 405, "method-not-allowed")]
    [InlineData("GET", "/api/customs/declarations", 401, "unauthenticated")]
    public async Task What_a_service_does_not_have_is_said_to_anybody_and_what_it_has_only_with_a_token(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await running.Client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.Text("code").ShouldBe(code);
    }

    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/docs", 200)]
    [InlineData("/openapi/customs.json", 200)]
    [InlineData("/identity/sign-in", 200)]
    [InlineData("/identity/.well-known/openid-configuration", 200)]
    [InlineData("/api/customs/tariff/010121", 200)]
    [InlineData("/api/customs/declarations", 401)]
    [InlineData("/nowhere", 404)]
    public async Task Every_answer_has_the_security_headers(string path, int status)
    {
        using var answer = await running.Client.GetAsync(path);

        ((int)answer.StatusCode).ShouldBe(status);
        One(answer, "X-Content-Type-Options").ShouldBe("nosniff");
        One(answer, "X-Frame-Options").ShouldBe("DENY");
        One(answer, "Referrer-Policy").ShouldBe("same-origin");
        var policy = One(answer, "Content-Security-Policy");
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("*");
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_to_somebody_is_not_kept_by_caches()
    {
        using var trader = await running.Portal.As("trader");

        using var answer = await trader.GetAsync("/api/customs/accounts/me");

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task The_portal_lives_and_is_ready_and_waits_for_nothing()
    {
        (await running.Client.GetFromJsonAsync<JsonNode>("/health/live"))!.Text("status").ShouldBe("Healthy");
        var ready = (await running.Client.GetFromJsonAsync<JsonNode>("/health/ready"))!;
        ready.Text("status").ShouldBe("Healthy");
        ready["waitingFor"]!.AsObject().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("customs", "Customs")]
    [InlineData("social-protection", "Social protection")]
    [InlineData("identity", "Identity")]
    public async Task Every_services_document_is_at_the_front_door(string service, string title)
    {
        var document = (await running.Client.GetFromJsonAsync<JsonNode>($"/openapi/{service}.json"))!;

        document["info"]!.Text("title").ShouldBe(title);
        document["paths"]!.AsObject().ShouldAllBe(path => path.Key.StartsWith("/api/", StringComparison.Ordinal) || path.Key.StartsWith("/identity/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_API_reference_lists_every_service_and_takes_nothing_from_elsewhere()
    {
        using var answer = await running.Client.GetAsync("/docs");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await answer.Content.ReadAsStringAsync();

        foreach (var service in new[] { "customs", "social-protection", "identity" })
            page.ShouldContain(service);
        Outside().Matches(page).Select(match => match.Value).ShouldBeEmpty();
        var address = new Uri(running.Address, answer.RequestMessage!.RequestUri!.AbsolutePath);
        foreach (var part in Parts().Matches(page).Select(match => match.Groups[1].Value))
        {
            using var brought = await running.Client.GetAsync(new Uri(address, part));
            brought.StatusCode.ShouldBe(HttpStatusCode.OK, part);
        }
    }

    private static string One(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out var values) ? values.ShouldHaveSingleItem() : "";

    /// <summary>Something the browser would fetch from another host.</summary>
    [GeneratedRegex("""(?:src|href|action)\s*=\s*["']?(?:https?:)?//[^"'\s>]*|url\(["']?https?:[^)]*\)|import[ (]+["']https?:[^"']*|"(?:cdn|proxyUrl)"\s*:\s*"https?:[^"]*""", RegexOptions.IgnoreCase)]
    private static partial Regex Outside();

    [GeneratedRegex("""<(?:script|link|img)[^>]*?\s(?:src|href)="([^"#]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Parts();
}
