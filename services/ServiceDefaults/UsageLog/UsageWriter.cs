using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>
/// Where a request that only reads notes what it shows. It answers when the row is durable; the rows of all requests
/// that wait share a commit. What changes something notes in its own commit: <see cref="ServiceDbContext.Note"/>.
/// </summary>
public interface IUsageWriter<TDb> where TDb : ServiceDbContext
{
    /// <summary>Notes the uses, together or not at all; what is null needs no note.</summary>
    Task Note(params IReadOnlyList<DataUse?> uses);
}

/// <summary>The one writer of this process: takes what waits, without a timer, and commits it together.</summary>
internal sealed class UsageWriter<TDb>(IServiceScopeFactory scopes, TimeProvider clock) : IUsageWriter<TDb> where TDb : ServiceDbContext
{
    private const int MostAtOnce = 1000;
    private const int AnswersAtOnce = 32;

    private readonly Channel<Request> waiting = Channel.CreateUnbounded<Request>();
    private int started;
    private (long Seq, byte[] Hash)? last;

    public Task Note(params IReadOnlyList<DataUse?> uses)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        List<(DataUse, DateTime)> rows = [.. uses.OfType<DataUse>().Select(use => (use, at))];
        if (rows.Count == 0)
            return Task.CompletedTask;
        if (Interlocked.Exchange(ref started, 1) == 0)
            _ = Task.Run(WriteWhatComes);
        var note = new Request(rows);
        waiting.Writer.TryWrite(note);
        return note.Written.Task;
    }

    private async Task WriteWhatComes()
    {
        while (await waiting.Reader.WaitToReadAsync())
            await Write(waiting.Reader.TakeWhatWaits(MostAtOnce));
    }

    /// <summary>Whoever's row cannot be written gets no answer; the others do, unless nobody can say what has become of theirs.</summary>
    private async Task Write(List<Request> notes)
    {
        try
        {
            if (await Try(notes) is not { } failure)
                LetAnswer(notes);
            else if (notes.Count == 1)
                Refuse(notes, failure);
            else
            {
                foreach (var note in notes)
                    await Write([note]);
            }
        }
        catch (Exception e)
        {
            Refuse(notes, e);
        }
    }

    /// <summary>Some requests answer one after the other on each thread; handing over every single one would cost more than the answers.</summary>
    private static void LetAnswer(List<Request> notes)
    {
        foreach (var some in notes.Chunk(AnswersAtOnce))
            ThreadPool.UnsafeQueueUserWorkItem(static some => Array.ForEach(some, note => note.Written.SetResult()), some, preferLocal: false);
    }

    private static void Refuse(List<Request> notes, Exception failure) =>
        ThreadPool.UnsafeQueueUserWorkItem(static told => told.notes.ForEach(note => note.Written.SetException(told.failure)), (notes, failure), preferLocal: false);

    /// <summary>
    /// Returns why the rows are not written, or null. Where the answer to a commit is lost, they are: who wrote them again
    /// would note two reads for one.
    /// </summary>
    private async Task<Exception?> Try(List<Request> notes)
    {
        var supposed = last;
        (long Seq, byte[] Hash)? tried = null;
        last = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            last = await UsageChain.AppendAlone(db, supposed, [.. notes.SelectMany(note => note.Rows)], row => tried = row);
            return null;
        }
        catch (Exception e) when (tried is not null)
        {
            await using var scope = scopes.CreateAsyncScope();
            return await UsageChain.Holds(scope.ServiceProvider.GetRequiredService<TDb>(), tried.Value) ? null : e;
        }
    }

    private sealed record Request(List<(DataUse, DateTime)> Rows)
    {
        public TaskCompletionSource Written { get; } = new();
    }
}
