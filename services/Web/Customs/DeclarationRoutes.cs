using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Web.Services;
using Portal.Web.SignIn;

namespace Portal.Web.Customs;

/// <summary>What belongs to the page of a declaration and is no page: its documents, and word that it has changed.</summary>
internal static class DeclarationRoutes
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    /// <summary>The gateway and others on the way cut a line on which nothing is said.</summary>
    private static readonly TimeSpan SpeakEvery = TimeSpan.FromSeconds(15);

    /// <summary>Then the browser comes again, with a session that is kept alive.</summary>
    private static readonly TimeSpan EndAfter = TimeSpan.FromMinutes(4);

    public static void Map(IEndpointRouteBuilder app)
    {
        var declaration = app.MapGroup("/{lang:language}/customs/declarations/{mrn}");
        declaration.MapGet("/documents/{id:guid}", Download).RequireAuthorization();
        declaration.MapGet("/events", Listen);
    }

    /// <summary>A document as it was handed in.</summary>
    public static Task<IResult> Download(string mrn, Guid id, AgencyClient agencies) => agencies.HandOn(CustomsAuthority.Service, $"{CustomsAuthority.Declaration(mrn)}/documents/{id}");

    /// <summary>Server-sent events: <c>changed</c> with the version of the declaration, at first and whenever it is another.</summary>
    public static Results<ServerSentEventsResult<string>, UnauthorizedHttpResult> Listen(string mrn, Visitor visitor, AgencyClient agencies, IHostApplicationLifetime life, TimeProvider clock) =>
        visitor.IsSignedIn ? TypedResults.ServerSentEvents(Changes(mrn, agencies, clock, life.ApplicationStopping)) : TypedResults.Unauthorized();

    private static async IAsyncEnumerable<SseItem<string>> Changes(string mrn, AgencyClient agencies, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken gone = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, gone);
        var (began, spoke, known) = (clock.GetTimestamp(), clock.GetTimestamp(), "");
        do
        {
            var (version, goOn) = await Version(mrn, agencies);
            if (!goOn)
                yield break;
            if (version is not null && version != known)
                yield return new SseItem<string>(known = version, "changed") { ReconnectionInterval = TimeSpan.FromSeconds(2) };
            else if (clock.GetElapsedTime(spoke) >= SpeakEvery)
                yield return new SseItem<string>("", "still");
            else
                continue;
            spoke = clock.GetTimestamp();
        }
        while (clock.GetElapsedTime(began) < EndAfter && await Wait(clock, end.Token));
    }

    /// <summary>Null while customs does not answer; nothing to go on for when the declaration is not the visitor's to see, or his token has ended.</summary>
    private static async Task<(string? Version, bool GoOn)> Version(string mrn, AgencyClient agencies)
    {
        try
        {
            return ((await agencies.Get<Declaration>(CustomsAuthority.Service, CustomsAuthority.Declaration(mrn))).Version, true);
        }
        catch (ServiceAway)
        {
            return (null, true);
        }
        catch (Exception e) when (e is PageRefused or OperationCanceledException)
        {
            return (null, false);
        }
    }

    private static async Task<bool> Wait(TimeProvider clock, CancellationToken end)
    {
        await Task.Delay(AskEvery, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !end.IsCancellationRequested;
    }
}
