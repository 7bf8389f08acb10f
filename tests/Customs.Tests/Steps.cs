using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>What callers do, in a line each.</summary>
internal static class Steps
{
    public static readonly byte[] Pdf = "%PDF-1.4 a document"u8.ToArray();

    public static async Task Deposit(this HttpClient client, decimal amount)
    {
        var (status, body) = await client.Send("/api/customs/accounts/me/deposits", new JsonObject { ["amount"] = amount, ["reference"] = Guid.NewGuid().ToString("N") });
        status.ShouldBe(HttpStatusCode.Created, body?.ToJsonString());
    }

    public static async Task<decimal> Balance(this HttpClient client) => (await client.Read("/api/customs/accounts/me"))["balance"]!.GetValue<decimal>();

    /// <summary>What was booked on the caller's account for the declaration, oldest first, as kind and amount.</summary>
    public static async Task<string[]> Bookings(this HttpClient client, string mrn) =>
        [.. (await client.Read("/api/customs/accounts/me"))["entries"]!.AsArray().Where(entry => entry!["reference"]!.GetValue<string>() == mrn).Reverse()
            .Select(entry => FormattableString.Invariant($"{entry!["kind"]} {entry["amount"]!.GetValue<decimal>():0.###}"))];

    public static async Task<JsonNode> Read(this HttpClient client, string path) => (await client.GetFromJsonAsync<JsonNode>(path))!;

    public static Task<JsonNode> Declaration(this HttpClient client, string mrn) => client.Read($"/api/customs/declarations/{mrn}");

    public static async Task<JsonArray> Notifications(this HttpClient client, string mrn) => (await client.Read($"/api/customs/declarations/{mrn}/notifications")).AsArray();

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, JsonNode body) => client.PostAsync(path, PortalUnderTest.Json(body));

    /// <summary>Posts JSON as it is written, be it well formed or not.</summary>
    public static Task<HttpResponseMessage> PostText(this HttpClient client, string path, string body, string type = "application/json") =>
        client.PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    public static Task<HttpResponseMessage> Ask(this HttpClient client, string path) => client.GetAsync(path);

    /// <summary>Posts to the declaration what must succeed, and returns the answer.</summary>
    public static async Task<JsonNode> Do(this HttpClient client, string mrn, string what, JsonObject body)
    {
        var (status, answer) = await client.Send($"/api/customs/declarations/{mrn}/{what}", body);
        ((int)status).ShouldBeInRange(200, 299, answer?.ToJsonString());
        return answer!;
    }

    /// <summary>Posts to the declaration what must be refused with the code.</summary>
    public static async Task MayNot(this HttpClient client, string mrn, string what, JsonObject body, string code)
    {
        using var answer = await client.Post($"/api/customs/declarations/{mrn}/{what}", body);
        await answer.ShouldBeProblem(HttpStatusCode.Conflict, code);
    }

    public static async Task<HttpResponseMessage> Upload(this HttpClient client, string mrn, string code, string fileName = "invoice.pdf", string type = "application/pdf", byte[]? content = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/customs/declarations/{mrn}/documents?code={code}&fileName={Uri.EscapeDataString(fileName)}")
        {
            Content = new ByteArrayContent(content ?? Pdf) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } }, Headers = { ExpectContinue = true },
        };
        return await client.SendAsync(request);
    }

    /// <summary>Every error is problem details with a stable code and a trace id.</summary>
    public static async Task<JsonNode> ShouldBeProblem(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(text)!;
        problem["code"]!.GetValue<string>().ShouldBe(code, text);
        problem["status"]!.GetValue<int>().ShouldBe((int)status);
        problem["traceId"]!.GetValue<string>().ShouldMatch("^[0-9a-f]{32}$");
        return problem;
    }

    /// <summary>The faults of a problem, as pointer and code.</summary>
    public static string[] Faults(this JsonNode problem) =>
        [.. problem["errors"]!.AsArray().Select(fault => $"{fault!["pointer"]} {fault["code"]}")];

    public static JsonObject Check(bool conforms = true) => new() { ["conforms"] = conforms, ["remark"] = conforms ? "As declared." : "Two cartons more than declared." };

    public static JsonObject Because(string reason = "It is so.") => new() { ["reason"] = reason };

    public static JsonObject Lane(string lane) => new() { ["lane"] = lane, ["reason"] = "A seal is damaged." };

    public static JsonObject Demand(int withinDays, params string[] documents) =>
        new() { ["documents"] = new JsonArray([.. documents.Select(code => JsonValue.Create(code))]), ["withinDays"] = withinDays, ["remark"] = "Please hand them in." };
}
