using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>Reads entries in their order, some at a time, so that a reader holds up nobody.</summary>
internal static class EntryReader
{
    private static readonly string ByNumber =
        $"""
        SELECT e.number, e.instant, e.offset, r.kind, r.name, r.key, r.at, r.offset, r.data
        FROM (SELECT * FROM entry WHERE number > $after ORDER BY number LIMIT $count) AS e
        LEFT JOIN record AS r ON r.number >= e.number << {SqliteSchema.PlaceBits} AND r.number < (e.number + 1) << {SqliteSchema.PlaceBits}
        ORDER BY e.number, r.number
        """;

    private const string ByPlace =
        """
        SELECT e.number, e.instant, e.offset, r.kind, r.name, r.key, r.at, r.offset, r.data
        FROM (SELECT * FROM entry WHERE number > $after ORDER BY number LIMIT $count) AS e
        LEFT JOIN record AS r ON r.entry = e.number
        ORDER BY e.number, r.place
        """;

    /// <param name="connection">To the file.</param>
    /// <param name="hasNumbers">False for a file of an older form, whose records are found by entry and place.</param>
    /// <param name="after">The entry before the first.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<JournalEntry> Read(SqliteConnection connection, bool hasNumbers, long after, int count)
    {
        using var command = connection.CreateCommand();
        command.CommandText = hasNumbers ? ByNumber : ByPlace;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$count", count);
        using var reader = command.ExecuteReader();
        var entries = new List<JournalEntry>();
        List<JournalRecord> records = [];
        while (reader.Read())
        {
            var number = reader.GetInt64(0);
            if (entries.Count == 0 || entries[^1].Number != number)
            {
                records = [];
                entries.Add(new(number, InstantOf(reader, 1), records));
            }

            if (!reader.IsDBNull(3)) records.Add(RecordOf(reader));
        }

        return entries;
    }

    private static JournalRecord RecordOf(SqliteDataReader reader) => new(
        (JournalRecordKind)reader.GetInt32(3), reader.GetString(4), reader.GetString(5), InstantOf(reader, 6), reader.GetString(8));

    private static DateTimeOffset InstantOf(SqliteDataReader reader, int column) =>
        new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(reader.GetInt32(column + 1)));
}
