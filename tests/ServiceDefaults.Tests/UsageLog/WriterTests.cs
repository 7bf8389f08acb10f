using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.ServiceDefaults.Tests.UsageLog;

/// <summary>A read is one row, whatever becomes of the connection over which it is written.</summary>
public sealed class WriterTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_connection_that_is_lost_about_the_commit_leaves_one_row_for_each_read(bool isCommitted)
    {
        var connection = new LosingConnection();
        using var log = new LoneLog(connection);
        var writer = log.NewWriter();
        connection.IsLostBehindCommit = isCommitted;
        (connection.Spared, connection.Losses) = (1, 1);
        var hold = connection.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var first = writer.Note(LoneLog.UseOf("P0"));
        await connection.Entered.Task;
        // While the first is being written the others come to wait, and so share a commit.
        var others = Enumerable.Range(1, 20).Select(number => writer.Note(LoneLog.UseOf($"P{number}"))).ToList();
        hold.SetResult();
        await Task.WhenAll([first, .. others]);
        await writer.Note(LoneLog.UseOf("P0"));

        connection.Losses.ShouldBe(0);
        (await log.NewDesk().Verify()).Rows.ShouldBe(22);
        log.Rows.ShouldBe(22);
    }

    [Fact]
    public async Task Whoever_cannot_be_told_that_his_row_is_there_gets_no_answer()
    {
        var connection = new LosingConnection();
        using var log = new LoneLog(connection);
        var writer = log.NewWriter();

        (connection.Losses, connection.Refusals) = (1, 1);
        await Should.ThrowAsync<IOException>(() => writer.Note(LoneLog.UseOf("P1")));

        await writer.Note(LoneLog.UseOf("P2"));
        (await log.NewDesk().Verify()).FirstAltered.ShouldBeNull();
    }

    /// <summary>Loses the connection at some commits, before they reach the database or before the answer comes; and refuses the next transaction after that.</summary>
    private sealed class LosingConnection : DbTransactionInterceptor
    {
        private bool hasLost;

        public bool IsLostBehindCommit { get; set; } = true;

        /// <summary>How many commits go well before one is lost.</summary>
        public int Spared { get; set; }

        public int Losses { get; set; }

        public int Refusals { get; set; }

        /// <summary>The next transaction waits for it.</summary>
        public TaskCompletionSource? Hold { get; set; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (Hold is { } hold)
            {
                Hold = null;
                Entered.SetResult();
                await hold.Task;
            }

            return hasLost && Refusals-- > 0 ? throw new IOException("Nobody answers.") : result;
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            IsLostBehindCommit ? ValueTask.FromResult(result) : Lose(result);

        public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (IsLostBehindCommit)
                await Lose(default);
        }

        private ValueTask<InterceptionResult> Lose(InterceptionResult result)
        {
            if (Losses == 0 || Spared-- > 0)
                return ValueTask.FromResult(result);
            Losses--;
            hasLost = true;
            throw new IOException("The connection was lost.");
        }
    }
}
