using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>Writes entries, each in a transaction of its own.</summary>
internal sealed class EntryWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand entry;
    private readonly SqliteCommand record;

    public EntryWriter(SqliteConnection connection)
    {
        this.connection = connection;
        entry = Command("INSERT INTO entry (number, instant, offset) VALUES ($number, $instant, $offset)", "$number", "$instant", "$offset");
        record = Command(
            "INSERT INTO record (entry, place, kind, name, key, at, offset, data) VALUES ($entry, $place, $kind, $name, $key, $at, $offset, $data)",
            "$entry", "$place", "$kind", "$name", "$key", "$at", "$offset", "$data");
    }

    public void Write(long number, DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
    {
        using var transaction = connection.BeginTransaction();
        entry.Transaction = record.Transaction = transaction;
        Set(entry, number, instant.UtcTicks, (long)instant.TotalOffsetMinutes);
        entry.ExecuteNonQuery();
        for (var place = 0; place < records.Count; place++)
        {
            var (kind, name, key, at, data) = records[place];
            Set(record, number, (long)place, (long)kind, name, key, at.UtcTicks, (long)at.TotalOffsetMinutes, data);
            record.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        entry.Dispose();
        record.Dispose();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Both texts are constants above.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        command.Prepare();
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }
}
