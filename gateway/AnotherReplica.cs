using Microsoft.AspNetCore.Http.Features;
using Portal.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway;

/// <summary>
/// A request whose replica cannot be connected to goes to another one, whatever its method: nothing of it was sent. What
/// broke later does not go twice; the first replica may have done it.
/// </summary>
internal static class AnotherReplica
{
    public static async Task Forward(HttpContext context, RequestDelegate next)
    {
        // What has no content at all .NET itself would send again where a connection breaks that was used before.
        if (!HttpMethods.IsGet(context.Request.Method) && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            context.Request.ContentLength ??= 0;

        await next(context);
        var proxy = context.GetReverseProxyFeature();
        for (var untried = proxy.AllDestinations; untried.Count > 1 && WasNotSent(context); await next(context))
        {
            untried = [.. untried.Where(replica => replica != proxy.ProxiedDestination)];
            proxy.AvailableDestinations = untried;
            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.StatusCode = StatusCodes.Status200OK;
        }
    }

    private static bool WasNotSent(HttpContext context) =>
        !context.Response.HasStarted && InsidePortal.WasNotConnected(context.GetForwarderErrorFeature()?.Exception);
}
