using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>
/// Triggers by which the database itself refuses to change or delete what is in the usage log. They stop slips, and statements
/// smuggled into a service; who owns the tables can take them away, and is told on by the hashes.
/// </summary>
internal static class AppendOnly
{
    private const string OfPostgres = """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'append_only' AND tgrelid = 'usage_checkpoints'::regclass) THEN
            CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''% is append-only'', TG_TABLE_NAME; END';
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_log FOR EACH STATEMENT EXECUTE FUNCTION append_only();
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON usage_checkpoints FOR EACH STATEMENT EXECUTE FUNCTION append_only();
          END IF;
        END $$
        """;

    private const string OfSqlite = """
        CREATE TRIGGER IF NOT EXISTS usage_log_update BEFORE UPDATE ON usage_log BEGIN SELECT RAISE(ABORT, 'usage_log is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS usage_log_delete BEFORE DELETE ON usage_log BEGIN SELECT RAISE(ABORT, 'usage_log is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS usage_checkpoints_update BEFORE UPDATE ON usage_checkpoints BEGIN SELECT RAISE(ABORT, 'usage_checkpoints is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS usage_checkpoints_delete BEFORE DELETE ON usage_checkpoints BEGIN SELECT RAISE(ABORT, 'usage_checkpoints is append-only'); END;
        """;

    /// <summary>Sets them up where a database with a usage log has none.</summary>
    public static async Task Guard(DbContext db, CancellationToken stopping)
    {
        if (db is ServiceDbContext)
            await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? OfPostgres : OfSqlite, stopping);
    }
}
