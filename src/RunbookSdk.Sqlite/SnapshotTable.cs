using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>The snapshots that a file keeps, and what was dropped because of them.</summary>
internal static class SnapshotTable
{
    /// <summary>The first form of a file that has them.</summary>
    public const int SinceForm = 3;

    /// <summary>Part of the form of a journal file; see <see cref="SqliteSchema"/>.</summary>
    public const string Tables =
        """
        CREATE TABLE snapshot (
            entry INTEGER PRIMARY KEY, -- the last one that it rests on
            rules TEXT NOT NULL,
            state BLOB NOT NULL
        ) STRICT;
        CREATE TABLE compaction (
            up_to INTEGER PRIMARY KEY  -- the entry up to which facts were dropped
        ) STRICT;
        """;

    public static long DroppedUpTo(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(up_to), 0) FROM compaction";
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>The entries that snapshots rest on, the latest first.</summary>
    public static IReadOnlyList<long> Entries(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT entry FROM snapshot ORDER BY entry DESC";
        using var reader = command.ExecuteReader();
        var entries = new List<long>();
        while (reader.Read()) entries.Add(reader.GetInt64(0));
        return entries;
    }

    /// <summary>A snapshot; null when it is gone by now.</summary>
    public static JournalSnapshot? Read(SqliteConnection connection, long entry)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rules, state FROM snapshot WHERE entry = $entry";
        command.Parameters.AddWithValue("$entry", entry);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new(entry, reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>Keeps a snapshot, and of the others the first after what was dropped: with it everything that is there can be compared.</summary>
    public static void Keep(SqliteConnection connection, JournalSnapshot snapshot)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            """
            INSERT OR REPLACE INTO snapshot (entry, rules, state) VALUES ($entry, $rules, $state);
            DELETE FROM snapshot WHERE entry <> $entry AND entry IS NOT
                (SELECT min(entry) FROM snapshot WHERE entry >= (SELECT max(up_to) FROM compaction));
            """;
        command.Parameters.AddWithValue("$entry", snapshot.Entry);
        command.Parameters.AddWithValue("$rules", snapshot.Rules);
        command.Parameters.AddWithValue("$state", snapshot.State.ToArray());
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
