using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.Messaging;

/// <summary>Records consumed messages, all of a group in one statement.</summary>
internal static class Inbox
{
    /// <summary>Writes the ids into the inbox and returns those that were not there yet.</summary>
    public static async Task<HashSet<Guid>> Record(ServiceDbContext db, IEnumerable<Guid> messageIds, DateTime at)
    {
        var ids = messageIds.Distinct().ToArray();
        var fresh = db.Database.IsNpgsql()
            ? db.Database.SqlQuery<Guid>($"INSERT INTO inbox (message_id, consumed_at) SELECT unnest({ids}), {at} ON CONFLICT DO NOTHING RETURNING message_id AS \"Value\"")
            : db.Database.SqlQuery<Guid>($"""
                INSERT INTO inbox (message_id, consumed_at) SELECT upper(value), {at} FROM json_each({JsonSerializer.Serialize(ids)}) WHERE true
                ON CONFLICT DO NOTHING RETURNING message_id AS "Value"
                """);
        return [.. await fresh.ToListAsync()];
    }
}
