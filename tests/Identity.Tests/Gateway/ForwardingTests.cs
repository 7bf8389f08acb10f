using System.Net.Http.Json;
using System.Text;

namespace Portal.Identity.Tests.Gateway;

/// <summary>What the gateway lets through to a service, and what it does not.</summary>
public sealed class ForwardingTests(RunningPortal running)
{
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("X-Original-URL", "/api/customs/declarations")]
    [InlineData("X-User", "customs-head")]
    [InlineData("X-Client-Cert", "forged")]
    [InlineData("Cookie", "portal.identity=session")]
    [InlineData("baggage", "user=customs-head")]
    public async Task What_a_client_says_about_who_or_where_it_is_does_not_reach_a_service(string header, string value)
    {
        var heard = await Send((header, value));

        heard.Headers.Values.ShouldNotContain(other => other.Contains(value, StringComparison.Ordinal));
        heard.Header(header).ShouldBeNull();
    }

    [Theory]
    [InlineData("Authorization", "Bearer abc")]
    [InlineData("Idempotency-Key", "key-1")]
    [InlineData("Accept-Language", "fa-AF")]
    [InlineData("If-None-Match", "\"1\"")]
    [InlineData("User-Agent", "مرورگر ۱")]
    [InlineData("Idempotency-Key", "açar-1")]
    [InlineData("X-Road-UserId", "۱۴۰۰۱۲۳۴")]
    public async Task What_a_service_needs_of_the_request_reaches_it(string header, string value) => (await Send((header, value))).Header(header).ShouldBe(value);

    [Fact]
    public async Task The_trace_of_the_client_is_continued()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var heard = await Send(("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));

        var passedOn = heard.Header("traceparent").ShouldNotBeNull();
        passedOn.Split('-')[1].ShouldBe(trace);
        passedOn.Split('-')[2].ShouldNotBe("00f067aa0ba902b7");
    }

    [Fact]
    public async Task A_body_goes_through_whole()
    {
        using var content = new StringContent($"\"{new string('x', 900_000)}\"", Encoding.UTF8, "application/json");

        using var answer = await running.Client.PostAsync("/api/echo/a/b", content);

        var heard = (await answer.Content.ReadFromJsonAsync<Heard>())!;
        heard.BodyLength.ShouldBe(900_002);
        heard.Method.ShouldBe("POST");
        heard.Path.ShouldBe("/api/echo/a/b");
    }

    private async Task<Heard> Send(params (string Name, string Value)[] headers)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = running.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/echo/headers");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var answer = await client.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Heard>())!;
    }
}
