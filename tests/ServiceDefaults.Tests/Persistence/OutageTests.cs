using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Tests.Persistence;

/// <summary>What is nobody's failure, and what is.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.CannotConnectNow, true)]
    [InlineData(PostgresErrorCodes.TooManyConnections, true)]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, true)]
    [InlineData(PostgresErrorCodes.UniqueViolation, false)]
    [InlineData(PostgresErrorCodes.UndefinedTable, false)]
    public void A_server_that_starts_is_full_or_no_longer_the_one_to_write_to_is_away(string state, bool isAway)
    {
        var failure = new PostgresException("any", "ERROR", "ERROR", state);

        failure.IsOutage().ShouldBe(isAway);
        new DbUpdateException("any", failure).IsOutage().ShouldBe(isAway);
    }
}
