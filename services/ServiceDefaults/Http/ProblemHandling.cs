using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Http;

/// <summary>Whatever goes wrong is answered as problem details.</summary>
public static class ProblemHandling
{
    /// <summary>Answers exceptions and bare status codes.</summary>
    public static void UseProblemDetails(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = context => Answer(context.Exception).StatusCode < StatusCodes.Status500InternalServerError,
            ExceptionHandler = context => Answer(context.Features.Get<IExceptionHandlerFeature>()!.Error).ExecuteAsync(context),
        });
        app.UseStatusCodePages(context => Of(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    private static Problem Answer(Exception exception) => exception switch
    {
        RequestRefused refused => refused.Problem,
        Refusal refusal => Problem.Conflict(refusal.Code, refusal.Message),
        BadHttpRequestException bad => Of(bad.StatusCode),
        // Whoever looks for the token of a form reads the form, and wraps what went wrong.
        AntiforgeryValidationException { InnerException: BadHttpRequestException bad } => Of(bad.StatusCode),
        // A form that has a null character, too many fields, or a name that is too long.
        AntiforgeryValidationException or InvalidDataException => Of(StatusCodes.Status400BadRequest),
        _ when exception.IsOutage() => Of(StatusCodes.Status503ServiceUnavailable),
        _ => new Problem(StatusCodes.Status500InternalServerError, "internal-error", "Something went wrong here. The trace id leads us to it."),
    };

    private static Problem Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(status, "bad-request", "The request cannot be read."),
        StatusCodes.Status401Unauthorized => new(status, "unauthenticated", "A valid access token is needed."),
        StatusCodes.Status403Forbidden => new(status, "forbidden", "Your role does not allow this."),
        StatusCodes.Status404NotFound => new(status, "not-found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(status, "method-not-allowed", "This method is not allowed here."),
        StatusCodes.Status413PayloadTooLarge => new(status, "body-too-large", "The body is larger than allowed here."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "unsupported-media-type", "This content type is not taken here."),
        StatusCodes.Status429TooManyRequests => new(status, "too-many-requests", "Too many requests; wait as long as Retry-After says."),
        StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout =>
            new(status, "service-unavailable", "The service does not answer right now; try again. With the same Idempotency-Key nothing is done twice."),
        _ => new(status, "error", "The request was not carried out."),
    };
}
