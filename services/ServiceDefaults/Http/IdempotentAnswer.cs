using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults.Http;

/// <summary>The first answer to an idempotency key, kept for a day and given again to the same request.</summary>
public sealed class IdempotentAnswer
{
    /// <summary>The request header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>The answer to a header that is no key.</summary>
    public static readonly Problem BadKey = new(StatusCodes.Status400BadRequest, "bad-idempotency-key", "An idempotency key has 1 to 200 printable characters.");

    internal static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Subject of the access token.</summary>
    public required string Caller { get; init; }

    /// <summary>The caller's key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body.</summary>
    public required string Request { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>Its Location header.</summary>
    public string? Location { get; init; }

    /// <summary>Its JSON body.</summary>
    public string? Body { get; init; }

    /// <summary>When it was given (UTC).</summary>
    public required DateTime AnsweredAt { get; init; }
}
