using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Portal.Gateway;

/// <summary>Which path goes to which service, and which headers go with it.</summary>
internal static class Routes
{
    /// <summary>What a client may tell a service. Everything else (identity and forwarding headers above all) is left behind.</summary>
    private const string AllowedHeaders =
        "Accept;Accept-Encoding;Accept-Language;Authorization;Cache-Control;Content-Encoding;Content-Language;Content-Length;Content-Type;"
        + "Idempotency-Key;If-Match;If-Modified-Since;If-None-Match;Origin;Range;User-Agent;X-Road-UserId";

    /// <summary>The session of the pages is theirs alone.</summary>
    private const string PageSession = "portal.session";

    /// <summary>First segments that are not pages: nothing there reaches the pages, so that programs are answered as programs.</summary>
    private const string NotPages = "api|openapi|docs|health|identity";

    /// <summary>The services that have an API of their own.</summary>
    public static string[] Documented(IConfiguration configuration) => [.. configuration.GetSection("Services").GetChildren().Select(service => service.Key).Where(service => service != "web")];

    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
        [.. configuration.GetSection("Services").GetChildren().Select(service => new ClusterConfig
        {
            ClusterId = service.Key,
            Destinations = service.Value!.Split(';').Select((address, index) => (address, index))
                .ToDictionary(replica => FormattableString.Invariant($"{service.Key}-{replica.index}"), replica => new DestinationConfig { Address = replica.address }),
            LoadBalancingPolicy = "PowerOfTwoChoices",
            // As the server has read them; the client's own way is to refuse what is not ASCII.
            HttpClient = new HttpClientConfig { RequestHeaderEncoding = "utf-8" },
            // A replica that cannot be reached is left out for some seconds; if none is left, all are tried.
            HealthCheck = new HealthCheckConfig
            {
                Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = TimeSpan.FromSeconds(2) },
                AvailableDestinationsPolicy = "HealthyOrPanic",
            },
        })];

    public static IReadOnlyList<RouteConfig> For(IConfiguration configuration) =>
        [.. configuration.GetSection("Services").GetChildren().SelectMany(service => service.Key switch
        {
            "web" => [Pages()],
            "identity" => [Identity(), Document(service.Key)],
            var name => new[] { Api(name), Document(name) },
        })];

    private static RouteConfig Api(string service) => Route($"{service}-api", service, $"/api/{service}/{{**rest}}", AllowedHeaders);

    private static RouteConfig Document(string service) => Route($"{service}-document", service, $"/openapi/{service}.json", AllowedHeaders);

    /// <summary>Identity has pages of its own: it gets its cookies, and the host name that people see.</summary>
    private static RouteConfig Identity() => Route("identity", "identity", "/identity/{**rest}", AllowedHeaders + ";Cookie;Host",
        new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" });

    /// <summary>Everything else is a page: with cookies, and the host name that people see.</summary>
    private static RouteConfig Pages() => Route("web", "web", $$"""/{first:regex(^(?!({{NotPages}})$).*$)?}/{**rest}""", AllowedHeaders + ";Cookie;Host",
        new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" });

    /// <summary>Takes the pages' session out of what identity gets to see.</summary>
    public static void KeepSessionFromOthers(TransformBuilderContext context)
    {
        if (context.Route.RouteId != "identity")
            return;
        context.AddRequestTransform(transform =>
        {
            if (transform.ProxyRequest.Headers.TryGetValues("Cookie", out var cookies))
            {
                var kept = string.Join("; ", cookies.SelectMany(header => header.Split(';', StringSplitOptions.TrimEntries)).Where(cookie => !cookie.StartsWith(PageSession, StringComparison.Ordinal)));
                transform.ProxyRequest.Headers.Remove("Cookie");
                if (kept.Length > 0)
                    transform.ProxyRequest.Headers.TryAddWithoutValidation("Cookie", kept);
            }

            return ValueTask.CompletedTask;
        });
    }

    /// <summary>A service that has no words for it (its database is away) leaves them to the gateway, which adds none where a length of zero is promised.</summary>
    public static void FindWordsForAway(TransformBuilderContext context) => context.AddResponseTransform(transform =>
    {
        if (transform.HttpContext.Response is { StatusCode: StatusCodes.Status503ServiceUnavailable, ContentLength: 0 } response)
            response.ContentLength = null;
        return ValueTask.CompletedTask;
    });

    private static RouteConfig Route(string id, string cluster, string path, string headers, params IReadOnlyDictionary<string, string>[] more) => new()
    {
        RouteId = id, ClusterId = cluster, Match = new RouteMatch { Path = path },
        Transforms = [new Dictionary<string, string> { ["RequestHeadersAllowed"] = headers }, new Dictionary<string, string> { ["X-Forwarded"] = "Off" }, .. more],
    };
}
