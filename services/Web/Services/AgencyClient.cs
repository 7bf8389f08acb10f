using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;

namespace Portal.Web.Services;

/// <summary>Speaks to the services' public APIs on behalf of whoever looks at the page, with his access token.</summary>
public sealed class AgencyClient(IHttpClientFactory factory, IHttpContextAccessor http)
{
    /// <summary>How the services write JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Name of the client the services are asked with.</summary>
    internal const string Name = "agencies";

    /// <summary>Reads something that must be there; one that is not the visitor's to see ends in the page for that.</summary>
    public async Task<T> Get<T>(string service, string path)
    {
        using var answer = await Send(service, new HttpRequestMessage(HttpMethod.Get, path));
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<T>(Json))! : throw new PageRefused(answer.StatusCode);
    }

    /// <summary>Reads something that may not be there.</summary>
    public async Task<T?> Find<T>(string service, string path) where T : class
    {
        using var answer = await Send(service, new HttpRequestMessage(HttpMethod.Get, path));
        return answer.StatusCode == HttpStatusCode.NotFound ? null : answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<T>(Json) : throw new PageRefused(answer.StatusCode);
    }

    /// <summary>Asks something that may be asked wrongly; then the answer says what is wrong with the question.</summary>
    public async Task<(T? Found, Answer? Refused)> Ask<T>(string service, string path) where T : class
    {
        using var answer = await Send(service, new HttpRequestMessage(HttpMethod.Get, path));
        if (answer.StatusCode == HttpStatusCode.BadRequest)
            return (null, await Read(answer));
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<T>(Json), null) : throw new PageRefused(answer.StatusCode);
    }

    /// <summary>Posts JSON; the same <paramref name="key"/> twice is carried out once.</summary>
    public Task<Answer> Post(string service, string path, JsonNode body, Guid? key = null) => Exchange(service, path, JsonContent.Create(body, options: Json), key);

    /// <summary>Posts a file, of the type that the browser says unless told.</summary>
    public Task<Answer> Post(string service, string path, IFormFile file, Guid key, string? contentType = null)
    {
        var content = new StreamContent(file.OpenReadStream());
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(contentType ?? file.ContentType, out var type) ? type : new("application/octet-stream");
        return Exchange(service, path, content, key);
    }

    /// <summary>Hands a file on as it is.</summary>
    public async Task<IResult> HandOn(string service, string path)
    {
        var answer = await Send(service, new HttpRequestMessage(HttpMethod.Get, path));
        http.HttpContext!.Response.RegisterForDispose(answer);
        if (!answer.IsSuccessStatusCode)
            return TypedResults.StatusCode((int)answer.StatusCode);
        var headers = answer.Content.Headers;
        return TypedResults.Stream(await answer.Content.ReadAsStreamAsync(), headers.ContentType?.ToString(), headers.ContentDisposition?.FileNameStar ?? headers.ContentDisposition?.FileName?.Trim('"'));
    }

    private async Task<Answer> Exchange(string service, string path, HttpContent content, Guid? key)
    {
        for (var tries = 1; ; tries++)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            if (key is { } idempotencyKey)
                request.Headers.Add("Idempotency-Key", idempotencyKey.ToString());
            // A file that is too large is refused before it is sent; a line cut in the middle of it would look as if nobody answered.
            request.Headers.ExpectContinue = content is StreamContent;
            using var answer = await Send(service, request);
            var said = await Read(answer);
            // The button was pressed twice: the second press waits for what the first brings about, and gets its answer.
            if (said.Code != "idempotency-key-in-flight" || tries == 50)
                return said;
            await Task.Delay(200, http.HttpContext!.RequestAborted);
        }
    }

    private static async Task<Answer> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return new Answer(answer.StatusCode, text.Length > 0 && answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(text) as JsonObject : null);
    }

    private async Task<HttpResponseMessage> Send(string service, HttpRequestMessage request)
    {
        if (await http.HttpContext!.GetTokenAsync("access_token") is { } token)
            request.Headers.Authorization = new("Bearer", token);
        try
        {
            request.RequestUri = new Uri($"http://{service}{request.RequestUri!.OriginalString}");
            var answer = await factory.CreateClient(Name).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, http.HttpContext!.RequestAborted);
            if (answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
                throw new ServiceAway(service);
            // The token of a session lasts until it is renewed; this one could not be.
            if (answer.StatusCode == HttpStatusCode.Unauthorized && request.Headers.Authorization is not null)
                throw new ServiceAway("identity");
            return answer;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !http.HttpContext!.RequestAborted.IsCancellationRequested))
        {
            throw new ServiceAway(service);
        }
    }
}

/// <summary>What a service said to a request that changes something.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Its JSON: the result, or problem details.</param>
public sealed record Answer(HttpStatusCode Status, JsonObject? Body)
{
    /// <summary>Whether it was carried out.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The problem's stable code, where there is a problem.</summary>
    public string? Code => IsSuccess ? null : Body?["code"]?.GetValue<string>() ?? "error";

    /// <summary>Every fault of the request.</summary>
    public IReadOnlyList<RequestFault> Faults => Body?["errors"].Deserialize<List<RequestFault>>(AgencyClient.Json) ?? [];
}

/// <summary>One fault of a request, as a service tells it.</summary>
/// <param name="Pointer">JSON pointer to the member, or the parameter's name.</param>
/// <param name="Code">What is wrong; stable.</param>
/// <param name="Detail">In English.</param>
public sealed record RequestFault(string Pointer, string Code, string? Detail)
{
    /// <summary>Limits and the like, for the text.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; init; }
}

/// <summary>A service does not answer now.</summary>
public sealed class ServiceAway(string service) : Exception($"{service} does not answer.")
{
    /// <summary>Which.</summary>
    public string Service => service;
}

/// <summary>The page cannot be shown: answered with the page for the status.</summary>
public sealed class PageRefused(HttpStatusCode status) : Exception
{
    /// <summary>403, 404 and so on.</summary>
    public HttpStatusCode Status => status;
}
