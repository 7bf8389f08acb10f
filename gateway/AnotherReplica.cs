using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway;

/// <summary>
/// A request whose replica cannot be reached goes to another one, whatever its method: nothing of it was sent. What broke
/// later does not go twice; the first replica may have done it.
/// </summary>
internal static class AnotherReplica
{
    public static Task Forward(HttpContext context, RequestDelegate next) =>
        context.GetReverseProxyFeature().AvailableDestinations.Count > 1 ? ForwardToAny(context, next) : next(context);

    private static async Task ForwardToAny(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        for (var untried = proxy.AvailableDestinations; ;)
        {
            await next(context);
            untried = [.. untried.Where(replica => replica != proxy.ProxiedDestination)];
            if (untried.Count == 0 || context.Response.HasStarted
                || context.GetForwarderErrorFeature()?.Exception is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
                return;

            proxy.AvailableDestinations = untried;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }
}
