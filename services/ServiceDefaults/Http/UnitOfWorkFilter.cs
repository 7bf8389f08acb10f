using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Http;

/// <summary>
/// Wraps every state-changing request. When two of them meet on one row, the later runs again on fresh state.
/// With an <c>Idempotency-Key</c> the answer is committed together with the change: the same key and request get
/// the first answer again, another request with the key 422, a request still under way 409.
/// </summary>
public sealed class UnitOfWorkFilter<TDb>(TimeProvider clock, IOptions<JsonOptions> json) : IEndpointFilter where TDb : ServiceDbContext
{
    private const int Attempts = 5;

    private static readonly ConcurrentDictionary<(string Caller, string Key), byte> UnderWay = new();

    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var db = http.RequestServices.GetRequiredService<TDb>();
        if (!http.Request.Headers.TryGetValue(IdempotentAnswer.Header, out var header))
            return await Retrying(db, async () => await next(context));

        var key = header.ToString();
        if (key.Length is 0 or > 200 || key.Any(char.IsControl))
            return IdempotentAnswer.BadKey;

        var caller = http.User.FindFirstValue("sub") ?? "";
        if (!UnderWay.TryAdd((caller, key), 0))
            return InFlight();
        try
        {
            return await Retrying(db, async () => await OncePerKey(context, next, db, caller, key));
        }
        finally
        {
            UnderWay.TryRemove((caller, key), out _);
        }
    }

    private static async Task<object?> Retrying(TDb db, Func<Task<object?>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (e.MetAnother() && attempt < Attempts)
            {
                db.Forget();
            }
            catch (Exception e) when (e.MetAnother())
            {
                return Problem.Conflict("changed-meanwhile", "Somebody else changed this at the same moment. Look at it again and repeat.");
            }
        }
    }

    private async Task<object?> OncePerKey(EndpointFilterInvocationContext context, EndpointFilterDelegate next, TDb db, string caller, string key)
    {
        var request = await context.HttpContext.Request.Hash();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (db.Database.IsNpgsql() && !await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended({caller + ' ' + key}, 0)) AS \"Value\"").SingleAsync())
            return InFlight();

        if (await db.Set<IdempotentAnswer>().AsNoTracking().SingleOrDefaultAsync(answer => answer.Caller == caller && answer.Key == key) is { } first)
        {
            if (first.AnsweredAt >= clock.GetUtcNow().UtcDateTime - IdempotentAnswer.KeptFor)
                return first.Request == request ? Repeat(context.HttpContext, first) : Misused();
            await db.Set<IdempotentAnswer>().Where(answer => answer.Caller == caller && answer.Key == key).ExecuteDeleteAsync();
        }

        var result = await next(context);
        // What a refusal saved stays, too: who was shown what.
        if (AnswerOf(result, caller, key, request) is { } given)
        {
            db.Add(given);
            await db.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        return result;
    }

    /// <summary>Only answers to accepted requests are kept; a refused request changed nothing and may be mended.</summary>
    private IdempotentAnswer? AnswerOf(object? result, string caller, string key, string request)
    {
        while (result is INestedHttpResult nested)
            result = nested.Result;
        if (result is not IStatusCodeHttpResult { StatusCode: >= 200 and < 300 and var status })
            return null;

        return new IdempotentAnswer
        {
            Caller = caller,
            Key = key,
            Request = request,
            Status = status,
            Location = result.GetType().GetProperty("Location")?.GetValue(result) as string,
            Body = result is IValueHttpResult { Value: { } value } ? JsonSerializer.Serialize(value, json.Value.SerializerOptions) : null,
            AnsweredAt = clock.GetUtcNow().UtcDateTime,
        };
    }

    private static object Repeat(HttpContext http, IdempotentAnswer first)
    {
        if (first.Location is not null)
            http.Response.Headers.Location = first.Location;
        return first.Body is null ? TypedResults.StatusCode(first.Status) : TypedResults.Text(first.Body, "application/json", Encoding.UTF8, first.Status);
    }

    private static Problem InFlight() => Problem.Conflict("idempotency-key-in-flight", "The first request with this idempotency key is still under way.");

    private static Problem Misused() =>
        new(StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused", "This idempotency key was used with another request.");
}

/// <summary>Tells of a route that it takes an <c>Idempotency-Key</c>.</summary>
internal sealed class SafeToRepeat;

/// <summary>Puts the filter on routes.</summary>
public static class UnitOfWorkExtensions
{
    /// <summary>Makes the state-changing routes of a group safe to repeat.</summary>
    public static RouteGroupBuilder WithUnitOfWork<TDb>(this RouteGroupBuilder group) where TDb : ServiceDbContext =>
        group.AddEndpointFilter<RouteGroupBuilder, UnitOfWorkFilter<TDb>>().WithMetadata(new SafeToRepeat());
}
