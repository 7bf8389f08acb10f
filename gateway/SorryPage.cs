using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Portal.ServiceDefaults.Http;

namespace Portal.Gateway;

/// <summary>
/// What a person sees instead of problem details where the gateway cannot bring a page: too large, too many, not there.
/// The page that knows languages may be what is not there, so <c>sorry.html</c> says it in all of them.
/// </summary>
internal static class SorryPage
{
    private static readonly string[] Reasons = ["away", "too-many", "too-large"];
    private static readonly string Template = Read();
    private static readonly Dictionary<string, string> Pages = Reasons.ToDictionary(reason => reason, WithOnly);

    /// <summary>Lets browsers take the page's own style, and no other that is written into a page.</summary>
    public static string StyleSource { get; } =
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Template.Split(["<style>", "</style>"], StringSplitOptions.None)[1])))}'";

    /// <summary>Answers whoever wants a page; programs get problem details after this.</summary>
    public static Task Show(StatusCodeContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var reason = response.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => "too-large",
            StatusCodes.Status429TooManyRequests => "too-many",
            StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout => "away",
            _ => null,
        };
        if (reason is null || !context.HttpContext.WantsPage() || request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            return Task.CompletedTask;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        return response.WriteAsync(Pages[reason]);
    }

    /// <summary>The page without the lines of other reasons.</summary>
    private static string WithOnly(string reason) =>
        string.Join('\n', Template.Split('\n').Where(line => !Reasons.Any(other => other != reason && line.Contains($"class=\"{other}\"", StringComparison.Ordinal))));

    private static string Read()
    {
        using var reader = new StreamReader(typeof(SorryPage).Assembly.GetManifestResourceStream("sorry.html")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
