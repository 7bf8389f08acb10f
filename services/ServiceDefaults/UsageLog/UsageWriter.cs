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
        {
            var notes = waiting.Reader.TakeWhatWaits(MostAtOnce);
            if (await Try(notes) is null)
                notes.ForEach(note => note.Written.SetResult());
            else
                await WriteOneByOne(notes);
        }
    }

    /// <summary>Whoever's row cannot be written gets no answer; the others do.</summary>
    private async Task WriteOneByOne(List<Request> notes)
    {
        foreach (var note in notes)
        {
            if (await Try([note]) is { } failure)
                note.Written.SetException(failure);
            else
                note.Written.SetResult();
        }
    }

    private async Task<Exception?> Try(List<Request> notes)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            last = await UsageChain.AppendAlone(db, last, [.. notes.SelectMany(note => note.Rows)]);
            return null;
        }
        catch (Exception e)
        {
            last = null;
            return e;
        }
    }

    private sealed record Request(List<(DataUse, DateTime)> Rows)
    {
        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
