using Npgsql;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.UsageLog;

/// <summary>PostgreSQL itself keeps the usage log from being changed; SQLite does in the tests of the fund.</summary>
public sealed class AppendOnlyTests
{
    [Theory]
    [InlineData("customs", "UPDATE usage_log SET purpose = purpose")]
    [InlineData("customs", "DELETE FROM usage_log")]
    [InlineData("social-protection", "DELETE FROM usage_checkpoints")]
    [InlineData("social-protection", "TRUNCATE usage_log")]
    public async Task What_is_written_stays(string service, string tampering)
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        await using var connection = new NpgsqlConnection(RunningStack.Find()!.Database(service));
        await connection.OpenAsync();
        // Never committed, should it succeed.
        await using var transaction = await connection.BeginTransactionAsync();
#pragma warning disable CA2100 // The statements are those of this test.
        await using var command = new NpgsqlCommand(tampering, connection, transaction);
#pragma warning restore CA2100

        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).MessageText.ShouldContain("is append-only");
    }
}
