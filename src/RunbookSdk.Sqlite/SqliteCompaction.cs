using System.Globalization;
using Microsoft.Data.Sqlite;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>What a compaction dropped. Immutable.</summary>
/// <param name="UpTo">The last entry of which something may have been dropped; 0 when nothing was.</param>
/// <param name="Records">How many records were dropped.</param>
public sealed record CompactionResult(long UpTo, long Records)
{
    /// <summary>Why the room was not given back to the disk, though all of that was dropped; null when it was.</summary>
    public Diagnostic? NotShrunk { get; init; }
}

/// <summary>Drops old facts, in one transaction: it is done, or nothing is.</summary>
internal static class SqliteCompaction
{
    public static CompactionResult Run(SqliteConnection connection, DateTimeOffset before, IReadOnlyCollection<string> kept)
    {
        using var transaction = connection.BeginTransaction();
        var upTo = Number(
            connection, transaction,
            "SELECT coalesce(max(number), 0) FROM entry WHERE instant < $before AND number <= (SELECT max(entry) FROM snapshot)",
            ("$before", before.UtcTicks));
        if (upTo == 0) return new(0, 0);
        var names = kept.Select((name, place) => (Parameter: string.Create(CultureInfo.InvariantCulture, $"$name{place}"), (object)name)).ToList();
        var records = Number(
            connection, transaction,
            $"""
            DELETE FROM record WHERE number < ($upTo + 1) << {SqliteSchema.PlaceBits}
                AND (kind = {(int)JournalRecordKind.Clock} OR (kind = {(int)JournalRecordKind.Fact} AND name NOT IN ({string.Join(", ", names.Select(n => n.Parameter))})));
            SELECT changes();
            """,
            [("$upTo", upTo), .. names]);
        Number(
            connection, transaction,
            $"""
            -- The last one stays, for the next one is numbered after it.
            DELETE FROM entry WHERE number <= $upTo AND number < (SELECT max(number) FROM entry) AND NOT EXISTS
                (SELECT 1 FROM record AS r WHERE r.number >= entry.number << {SqliteSchema.PlaceBits} AND r.number < (entry.number + 1) << {SqliteSchema.PlaceBits});
            INSERT OR IGNORE INTO compaction (up_to) VALUES ($upTo);
            SELECT 0;
            """,
            ("$upTo", upTo));
        transaction.Commit();
        return new(upTo, records);
    }

    private static long Number(
        SqliteConnection connection, SqliteTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every text is a constant of this house, with numbers and names of parameters in it.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return (long)command.ExecuteScalar()!;
    }
}
