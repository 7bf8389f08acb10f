using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Services;

namespace Portal.Web.Pages;

/// <summary>What went wrong, in plain words, and what to do now.</summary>
[ResponseCache(NoStore = true)]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PortalPage
{
    /// <summary>Which texts to show.</summary>
    public string Kind { get; private set; } = "other";

    /// <summary>The service that does not answer.</summary>
    public string? Away { get; private set; }

    /// <summary>Where the form that did not arrive goes when it is sent once more, with all that was typed.</summary>
    public string? Again { get; private set; }

    /// <summary>Leads to the log, where something broke.</summary>
    public string? TraceId { get; private set; }

    /// <summary>The status an exception is answered with.</summary>
    internal static int StatusOf(Exception exception) => exception switch
    {
        PageRefused refused => (int)refused.Status,
        ServiceAway => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Shows it.</summary>
    public void OnGet(int? status) => Show(status);

    /// <summary>Shows it to whoever sent a form.</summary>
    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        Away = (failure?.Error as ServiceAway)?.Service;
        if (Away is not null && Request.HasFormContentType)
            Again = failure!.Path + Request.QueryString;
        Kind = (status ?? Response.StatusCode) switch
        {
            StatusCodes.Status400BadRequest when HttpMethods.IsPost(Request.Method) => "stale",
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "forbidden",
            // An address with a filter that does not exist is an address of nothing.
            StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "missing",
            StatusCodes.Status503ServiceUnavailable => "away",
            _ => "other",
        };
        TraceId = Kind == "other" ? Activity.Current?.TraceId.ToHexString() : null;
    }
}
