using Npgsql;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A service that is broken into gives away no more than its own.</summary>
public sealed class DatabaseRoleTests
{
    private static readonly string[] Services = ["identity", "customs", "social-protection", "web"];

    [Fact]
    public async Task A_service_enters_its_own_database_and_no_other()
    {
        Assert.SkipUnless(RunningStack.Find() is not null, RunningStack.Missing);
        using var alone = await RunningStack.Alone();
        var own = Services.Select(service => new NpgsqlConnectionStringBuilder(RunningStack.Find()!.Database(service))).ToList();

        foreach (var role in own)
        {
            CrashTests.Rows(new NpgsqlConnection(role.ToString()), "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = current_user")[0][0]
                .ShouldBe("False");
            foreach (var other in own.Select(database => database.Database!).Append("postgres").Except([role.Database!]))
            {
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(role.ToString()) { Database = other }.ToString());
                (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{role.Username} in {other}");
            }
        }
    }
}
