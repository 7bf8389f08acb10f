using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Portal.ServiceDefaults.Persistence;

namespace Portal.ServiceDefaults.UsageLog;

/// <summary>
/// Writes rows into the usage log, each chained to the one before. There is one chain for each database, however many
/// replicas write it: who holds the lock reads the last row and writes behind it, until the commit.
/// </summary>
internal static class UsageChain
{
    private const string Columns = "seq, at, person_id, institution, reader, is_system, action, purpose, \"case\", fields, answered, is_bulk, hash";

    /// <summary>Of the database; the preparation of the first rows has number 1.</summary>
    private const string LockChain = "SELECT pg_advisory_xact_lock(2)";

    /// <summary>In the list of columns the arrays are taken apart row by row; in FROM each would first be written out whole.</summary>
    private const string Insert = $"INSERT INTO usage_log ({Columns}) SELECT unnest($1), unnest($2), unnest($3), unnest($4), unnest($5), unnest($6), unnest($7), unnest($8), unnest($9), unnest($10), unnest($11), unnest($12), unnest($13)";

    private const string InsertBehind = $"{Insert} WHERE (SELECT max(seq) FROM usage_log) = $14";

    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>Writes the rows in the transaction that is open, all in one statement.</summary>
    public static async Task Append(ServiceDbContext db, IReadOnlyList<(DataUse Use, DateTime At)> uses, CancellationToken cancellationToken) =>
        await Write(db, Chain(await Head(db, cancellationToken), uses), cancellationToken);

    /// <summary>
    /// Writes the rows of one who writes nothing else, with PostgreSQL in one round trip: he supposes that the last row is
    /// still <paramref name="last"/>, and looks when it is not. Tells <paramref name="trying"/> which row will be the last,
    /// by which he finds out (<see cref="Holds"/>) what has become of the rows if there is no answer. Returns that row.
    /// </summary>
    public static async Task<(long Seq, byte[] Hash)> AppendAlone(
        ServiceDbContext db, (long Seq, byte[] Hash)? last, IReadOnlyList<(DataUse Use, DateTime At)> uses, Action<(long Seq, byte[] Hash)> trying)
    {
        Row[] rows;
        if (last is not null && db.Database.GetDbConnection() is NpgsqlConnection postgres)
        {
            await db.Database.OpenConnectionAsync();
            rows = Chain(last.Value, uses);
            trying(rows[^1].Place);
            if (await WriteAsArrays(postgres, rows, last.Value.Seq, CancellationToken.None) == rows.Length)
                return rows[^1].Place;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        rows = Chain(await Head(db, CancellationToken.None), uses);
        trying(rows[^1].Place);
        await Write(db, rows, CancellationToken.None);
        await transaction.CommitAsync();
        return rows[^1].Place;
    }

    /// <summary>Whether the row is there, once everybody has finished who was writing.</summary>
    public static async Task<bool> Holds(ServiceDbContext db, (long Seq, byte[] Hash) row)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Head(db, CancellationToken.None);
        return await db.Set<UsageEntry>().AnyAsync(there => there.Seq == row.Seq && there.Hash == row.Hash);
    }

    private static Task Write(ServiceDbContext db, Row[] rows, CancellationToken cancellationToken) =>
        db.Database.GetDbConnection() is NpgsqlConnection postgres ? WriteAsArrays(postgres, rows, null, cancellationToken) : WriteOneByOne(db, rows, cancellationToken);

    private static Row[] Chain((long Seq, byte[] Hash) last, IReadOnlyList<(DataUse Use, DateTime At)> uses)
    {
        var (rows, buffer) = (new Row[uses.Count], new byte[1024]);
        var (seq, hash) = last;
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Row.After(hash, ++seq, uses[i].At, uses[i].Use, ref buffer);
            hash = rows[i].Hash;
        }

        return rows;
    }

    /// <summary>The last row; with PostgreSQL nobody else appends from here to the commit. SQLite's transactions exclude each other anyway.</summary>
    public static async Task<(long Seq, byte[] Hash)> Head(ServiceDbContext db, CancellationToken cancellationToken)
    {
        // Two statements, one round trip: the second sees what was committed while the first waited.
        await using var command = Command(db, (db.Database.IsNpgsql() ? LockChain + "; " : "") + "SELECT seq, hash FROM usage_log ORDER BY seq DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (db.Database.IsNpgsql())
            await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt64(0), (byte[])reader[1]) : (0, Beginning);
    }

    /// <summary>Reads all rows in order, giving each with the hash it should have after the one before, and the hash it has.</summary>
    public static async IAsyncEnumerable<(long Seq, DateTime At, byte[] Expected, byte[] Found)> Recalculate(ServiceDbContext db)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = Command(db, $"SELECT {Columns} FROM usage_log ORDER BY seq");
        await using var reader = await command.ExecuteReaderAsync();
        var (before, buffer) = (Beginning, new byte[1024]);
        while (await reader.ReadAsync())
        {
            var use = new DataUse
            {
                PersonId = reader.GetString(2), Institution = reader.GetString(3), Reader = reader.GetString(4), IsSystem = reader.GetBoolean(5), Action = reader.GetString(6),
                Purpose = reader.GetString(7), Case = reader.GetString(8), Fields = reader.GetString(9), Answered = reader.GetBoolean(10), IsBulk = reader.GetBoolean(11),
            };
            var (seq, at) = (reader.GetInt64(0), reader.GetDateTime(1));
            var expected = HashOf(seq, at, use, before, ref buffer);
            var found = (byte[])reader[12];
            yield return (seq, at, expected, found);
            before = found;
        }
    }

    private static DbCommand Command(ServiceDbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // Only texts of this class come here.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    /// <summary>
    /// Returns how many rows were written: none when a last row is supposed and another was there. The lock and the rows go
    /// together, and are then one transaction.
    /// </summary>
    private static async Task<int> WriteAsArrays(NpgsqlConnection connection, Row[] rows, long? supposed, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (supposed is not null)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(LockChain));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(supposed is null ? Insert : InsertBehind));
        T[] Column<T>(Func<Row, T> of) => Array.ConvertAll(rows, row => of(row));
        foreach (var column in new object[]
        {
            Column(row => row.Seq), Column(row => row.At), Column(row => row.Use.PersonId), Column(row => row.Use.Institution), Column(row => row.Use.Reader),
            Column(row => row.Use.IsSystem), Column(row => row.Use.Action), Column(row => row.Use.Purpose), Column(row => row.Use.Case), Column(row => row.Use.Fields),
            Column(row => row.Use.Answered), Column(row => row.Use.IsBulk), Column(row => row.Hash),
        })
            batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter { Value = column });
        if (supposed is { } seq)
            batch.BatchCommands[^1].Parameters.Add(new NpgsqlParameter { Value = seq });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (int)batch.BatchCommands[^1].RecordsAffected;
    }

    private static async Task WriteOneByOne(ServiceDbContext db, Row[] rows, CancellationToken cancellationToken)
    {
        await using var command = Command(db, $"""
            INSERT INTO usage_log ({Columns})
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12)
            """);
        for (var i = 0; i <= 12; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = FormattableString.Invariant($"@p{i}");
            command.Parameters.Add(parameter);
        }

        foreach (var (seq, at, use, hash) in rows)
        {
            object[] values = [seq, at, use.PersonId, use.Institution, use.Reader, use.IsSystem, use.Action, use.Purpose, use.Case, use.Fields, use.Answered, use.IsBulk, hash];
            for (var i = 0; i < values.Length; i++)
                command.Parameters[i].Value = values[i];
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Every text goes in with its length, so that no two rows make the same bytes.</summary>
    private static byte[] HashOf(long seq, DateTime at, DataUse use, byte[] before, ref byte[] buffer)
    {
        var most = before.Length + 17 + 7 * 4 + 3 * (use.PersonId.Length + use.Institution.Length + use.Reader.Length + use.Action.Length + use.Purpose.Length + use.Case.Length + use.Fields.Length);
        if (buffer.Length < most)
            buffer = new byte[most];
        var bytes = buffer.AsSpan();
        before.CopyTo(bytes);
        var length = before.Length;
        BinaryPrimitives.WriteInt64BigEndian(bytes[length..], seq);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(length + 8)..], at.Ticks);
        bytes[length + 16] = (byte)((use.IsSystem ? 1 : 0) | (use.Answered ? 2 : 0) | (use.IsBulk ? 4 : 0));
        length += 17;
        Put(bytes, ref length, use.PersonId);
        Put(bytes, ref length, use.Institution);
        Put(bytes, ref length, use.Reader);
        Put(bytes, ref length, use.Action);
        Put(bytes, ref length, use.Purpose);
        Put(bytes, ref length, use.Case);
        Put(bytes, ref length, use.Fields);
        return SHA256.HashData(bytes[..length]);
    }

    private static void Put(Span<byte> bytes, ref int length, string text)
    {
        var written = Encoding.UTF8.GetBytes(text, bytes[(length + 4)..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[length..], written);
        length += 4 + written;
    }

    private sealed record Row(long Seq, DateTime At, DataUse Use, byte[] Hash)
    {
        public (long Seq, byte[] Hash) Place => (Seq, Hash);

        public static Row After(byte[] before, long seq, DateTime at, DataUse use, ref byte[] buffer)
        {
            // Both databases keep microseconds.
            at = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
            return new Row(seq, at, use, HashOf(seq, at, use, before, ref buffer));
        }
    }
}
