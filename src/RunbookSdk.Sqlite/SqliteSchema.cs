using Microsoft.Data.Sqlite;

namespace RunbookSdk.Sqlite;

/// <summary>
/// The form of a journal file. Its number is SQLite's <c>user_version</c>; an older file is brought to the newest form in one transaction, a
/// newer one is refused.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>"runb" as a number: what tells a journal from other databases.</summary>
    private const int ApplicationId = 0x72756E62;

    /// <summary>Each brings a file from the form of its place to the next one; what is released is never changed.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE entry (
            number INTEGER PRIMARY KEY,
            instant INTEGER NOT NULL, -- ticks of 100 nanoseconds in UTC since year 1
            offset INTEGER NOT NULL   -- minutes
        ) STRICT;
        CREATE TABLE record (
            entry INTEGER NOT NULL REFERENCES entry (number),
            place INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            key TEXT NOT NULL,
            at INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            data TEXT NOT NULL,
            PRIMARY KEY (entry, place)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE handover (
            receiver TEXT PRIMARY KEY,
            entry INTEGER NOT NULL -- the last one whose decisions it has
        ) STRICT, WITHOUT ROWID;
        """,
        DeliveryRows.Tables,
        SnapshotTable.Tables,
        // Rows that are numbered in the order in which they come are appended; those that are sorted by two columns are looked up first.
        $"""
        ALTER TABLE record RENAME TO record_of_form_3;
        CREATE TABLE record (
            number INTEGER PRIMARY KEY, -- of the entry, then {PlaceBits} bits for the place in it
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            key TEXT NOT NULL,
            at INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            data TEXT NOT NULL,
            entry INTEGER NOT NULL GENERATED ALWAYS AS (number >> {PlaceBits}) VIRTUAL,
            place INTEGER NOT NULL GENERATED ALWAYS AS (number & {(1 << PlaceBits) - 1}) VIRTUAL
        ) STRICT;
        INSERT INTO record (number, kind, name, key, at, offset, data)
            SELECT entry << {PlaceBits} | place, kind, name, key, at, offset, data FROM record_of_form_3 ORDER BY entry, place;
        DROP TABLE record_of_form_3;
        """,
    ];

    /// <summary>Since when records have numbers.</summary>
    public const int NumbersSinceForm = 4;

    /// <summary>An entry has less than 16 million records; then there is room for 500 billion entries.</summary>
    public const int PlaceBits = 24;

    /// <summary>The form that this version writes.</summary>
    public static int Newest => Steps.Length;

    public static void Check(SqliteConnection connection, string file)
    {
        var (id, form) = (Number(connection, "PRAGMA application_id"), Number(connection, "PRAGMA user_version"));
        if (id == 0 && form == 0 && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0) return;
        if (id != ApplicationId) throw SqliteProblems.NotAJournal(file);
        if (form > Newest) throw SqliteProblems.Newer(file, form, Newest);
    }

    public static void Migrate(SqliteConnection connection)
    {
        var form = FormOf(connection);
        if (form == Newest) return;
        using var transaction = connection.BeginTransaction();
        foreach (var step in Steps.Skip(form)) Execute(connection, step);
        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Newest}");
        transaction.Commit();
    }

    /// <summary>The form of a file; 0 for one that is new.</summary>
    public static int FormOf(SqliteConnection connection) => Number(connection, "PRAGMA user_version");

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this house.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static int Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is a constant of this house.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
