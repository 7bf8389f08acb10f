using Yarp.ReverseProxy.Configuration;

namespace Portal.Gateway;

/// <summary>Which path goes to which service, and which headers go with it.</summary>
internal static class Routes
{
    /// <summary>What a client may tell a service. Everything else (identity and forwarding headers above all) is left behind.</summary>
    private const string AllowedHeaders =
        "Accept;Accept-Encoding;Accept-Language;Authorization;Cache-Control;Content-Encoding;Content-Language;Content-Length;Content-Type;"
        + "Idempotency-Key;If-Match;If-Modified-Since;If-None-Match;Origin;Range;User-Agent";

    public static string[] ServiceNames(IConfiguration configuration) => [.. configuration.GetSection("Services").GetChildren().Select(service => service.Key)];

    public static IReadOnlyList<ClusterConfig> Clusters(IConfiguration configuration) =>
        [.. configuration.GetSection("Services").GetChildren().Select(service => new ClusterConfig
        {
            ClusterId = service.Key,
            Destinations = service.Value!.Split(';').Select((address, index) => (address, index))
                .ToDictionary(replica => FormattableString.Invariant($"{service.Key}-{replica.index}"), replica => new DestinationConfig { Address = replica.address }),
            LoadBalancingPolicy = "PowerOfTwoChoices",
            // A replica that cannot be reached is left out for some seconds; if none is left, all are tried.
            HealthCheck = new HealthCheckConfig
            {
                Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = "TransportFailureRate", ReactivationPeriod = TimeSpan.FromSeconds(2) },
                AvailableDestinationsPolicy = "HealthyOrPanic",
            },
        })];

    public static IReadOnlyList<RouteConfig> For(IConfiguration configuration) =>
        [.. ServiceNames(configuration).SelectMany(service => service == "identity"
            ? [Identity(), Document(service)]
            : new[] { Api(service), Document(service) })];

    private static RouteConfig Api(string service) => Route($"{service}-api", service, $"/api/{service}/{{**rest}}", AllowedHeaders);

    private static RouteConfig Document(string service) => Route($"{service}-document", service, $"/openapi/{service}.json", AllowedHeaders);

    /// <summary>Identity has pages of its own: it gets its cookies, and the host name that people see.</summary>
    private static RouteConfig Identity() => Route("identity", "identity", "/identity/{**rest}", AllowedHeaders + ";Cookie;Host",
        new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" });

    private static RouteConfig Route(string id, string cluster, string path, string headers, params IReadOnlyDictionary<string, string>[] more) => new()
    {
        RouteId = id, ClusterId = cluster, Match = new RouteMatch { Path = path },
        Transforms = [new Dictionary<string, string> { ["RequestHeadersAllowed"] = headers }, .. more],
    };
}
