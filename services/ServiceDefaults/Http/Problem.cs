using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults.UsageLog;

namespace Portal.ServiceDefaults.Http;

/// <summary>
/// An RFC 9457 problem: <c>status</c>, a stable <c>code</c> for programs, a <c>detail</c> for people, the trace id,
/// and for bad input the faults with JSON pointers.
/// </summary>
public sealed class Problem(int status, string code, string detail, IReadOnlyList<Fault>? faults = null, (string Name, object? Value)? more = null) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc />
    public int? StatusCode => status;

    /// <summary>Stable, lower-kebab.</summary>
    public string Code => code;

    /// <summary>The input breaks rules; every fault is listed.</summary>
    public static Problem Invalid(Faults faults) =>
        new(StatusCodes.Status400BadRequest, "invalid-request", "The request has faults; see errors.", faults.All);

    /// <summary>There is no such thing, or it is not the caller's to see.</summary>
    public static Problem NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);

    /// <summary>The caller's role does not allow it.</summary>
    public static Problem Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);

    /// <summary>The state of the thing does not allow it.</summary>
    public static Problem Conflict(string code, string detail, (string Name, object? Value)? more = null) =>
        new(StatusCodes.Status409Conflict, code, detail, more: more);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code, ["traceId"] = TraceId(httpContext) };
        if (faults is not null)
            extensions["errors"] = faults;
        if (more is { } member)
            extensions[member.Name] = member.Value;
        if (DataTracker.IsSpokenAt(httpContext.Request.Path))
            extensions["message"] = detail;
        ProblemHttpResult result = TypedResults.Problem(detail, instance: httpContext.Request.Path, statusCode: status, type: $"urn:portal:problem:{code}", extensions: extensions);
        return result.ExecuteAsync(httpContext);
    }

    private static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}

/// <summary>A rule of the domain forbids what was asked for; answered as 409 with the code.</summary>
public sealed class Refusal(string code, string detail) : Exception(detail)
{
    /// <summary>Stable, lower-kebab.</summary>
    public string Code => code;
}
