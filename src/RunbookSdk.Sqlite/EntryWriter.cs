using System.Text;
using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;
using SQLitePCL;

namespace RunbookSdk.Sqlite;

/// <summary>
/// Writes entries, each in a transaction of its own. An entry may have thousands of records, so these are bound and stepped without the objects
/// that a command makes for each, and what is as in the record before stays bound.
/// </summary>
internal sealed class EntryWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand entry;
    private readonly sqlite3_stmt record;
    private byte[] text = new byte[1 << 10];
    private (JournalRecordKind Kind, string? Name, DateTimeOffset At) bound;

    public EntryWriter(SqliteConnection connection)
    {
        this.connection = connection;
        entry = connection.CreateCommand();
        entry.CommandText = "INSERT INTO entry (number, instant, offset) VALUES ($number, $instant, $offset)";
        foreach (var name in (string[])["$number", "$instant", "$offset"]) entry.Parameters.Add(new SqliteParameter { ParameterName = name });
        entry.Prepare();
        const string Sql = "INSERT INTO record (number, kind, name, key, at, offset, data) VALUES (?, ?, ?, ?, ?, ?, ?)";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection.Handle, Sql, out record), connection.Handle);
    }

    public void Write(long number, DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records.Count, 1 << SqliteSchema.PlaceBits, nameof(records));
        using var transaction = connection.BeginTransaction();
        entry.Transaction = transaction;
        (entry.Parameters[0].Value, entry.Parameters[1].Value, entry.Parameters[2].Value) = (number, instant.UtcTicks, (long)instant.TotalOffsetMinutes);
        entry.ExecuteNonQuery();
        for (var place = 0; place < records.Count; place++) Write(number << SqliteSchema.PlaceBits | (uint)place, records[place]);
        transaction.Commit();
    }

    public void Dispose()
    {
        entry.Dispose();
        record.Dispose();
    }

    private void Write(long number, JournalRecord written)
    {
        BindChanges(written);
        Bind(1, number);
        Bind(4, written.Key);
        Bind(7, written.Data);
        var result = raw.sqlite3_step(record);
        if (result != raw.SQLITE_DONE)
        {
            // Resetting says the same again, and more exactly.
            var reset = raw.sqlite3_reset(record);
            SqliteException.ThrowExceptionForRC(reset == raw.SQLITE_OK ? result : reset, connection.Handle);
        }

        raw.sqlite3_reset(record);
    }

    private void BindChanges(JournalRecord written)
    {
        if (bound.Kind != written.Kind || bound.Name is null) Bind(2, (long)written.Kind);
        if (bound.Name != written.Name) Bind(3, written.Name);
        if (bound.Name is null || !bound.At.EqualsExact(written.At))
        {
            Bind(5, written.At.UtcTicks);
            Bind(6, (long)written.At.TotalOffsetMinutes);
        }

        bound = (written.Kind, written.Name, written.At);
    }

    private void Bind(int place, long number) => Check(raw.sqlite3_bind_int64(record, place, number));

    private void Bind(int place, string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (length > text.Length) text = new byte[length];
        Check(raw.sqlite3_bind_text(record, place, text.AsSpan(0, Encoding.UTF8.GetBytes(value, text))));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, connection.Handle);
}
