using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite;

/// <summary>Reads and writes the rows of an outbox. For one thread at a time.</summary>
internal sealed class DeliveryRows(SqliteConnection connection)
{
    /// <summary>The form of a journal file since which it has an outbox.</summary>
    public const int SinceForm = 2;

    /// <summary>Part of the form of a journal file; see <see cref="SqliteSchema"/>.</summary>
    public const string Tables =
        """
        CREATE TABLE delivery (
            number INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, also after the last one was forgotten
            entry INTEGER NOT NULL,      -- of the journal
            handler TEXT NOT NULL,
            kind INTEGER NOT NULL,
            target TEXT NOT NULL,
            action TEXT NOT NULL,
            type TEXT NOT NULL,
            standing INTEGER NOT NULL,
            arguments TEXT NOT NULL,     -- JSON
            decision TEXT NOT NULL,      -- JSON
            key TEXT NOT NULL,           -- the same for every attempt
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            said TEXT NOT NULL,
            changed INTEGER,             -- ticks of 100 nanoseconds in UTC since year 1
            told INTEGER NOT NULL,
            UNIQUE (handler, key)
        ) STRICT;
        CREATE INDEX delivery_of_state ON delivery (state, number);
        CREATE INDEX delivery_of_key ON delivery (key);
        CREATE INDEX delivery_of_target ON delivery (handler, target, action, number);
        """;

    private const string Columns =
        "number, entry, handler, kind, target, action, type, standing, arguments, decision, key, state, attempts, said, changed, told";

    private const string Followers =
        "EXISTS (SELECT 1 FROM delivery AS e WHERE e.handler = d.handler AND e.target = d.target AND e.action = d.action AND e.number";

    public long? Place(string receiver) => Execute("SELECT entry FROM handover WHERE receiver = $receiver", ("$receiver", receiver));

    public void SetPlace(string receiver, long entry) => Execute(
        "INSERT INTO handover (receiver, entry) VALUES ($receiver, $entry) ON CONFLICT (receiver) DO UPDATE SET entry = $entry",
        ("$receiver", receiver), ("$entry", entry));

    /// <summary>Adds one that is not there; its number, or null when it is there.</summary>
    public long? Add(Delivery delivery)
    {
        using var command = Command(
            """
            INSERT INTO delivery (entry, handler, kind, target, action, type, standing, arguments, decision, key, state, attempts, said, changed, told)
            VALUES ($entry, $handler, $kind, $target, $action, $type, $standing, $arguments, $decision, $key, $state, $attempts, $said, $changed, $told)
            ON CONFLICT (handler, key) DO NOTHING
            RETURNING number
            """,
            [
                ("$entry", delivery.Entry), ("$handler", delivery.Handler), ("$kind", (long)delivery.Kind), ("$target", delivery.Target),
                ("$action", delivery.Action), ("$type", delivery.ActionType), ("$standing", delivery.IsStanding), ("$arguments", delivery.Arguments),
                ("$decision", delivery.Decision), ("$key", delivery.IdempotencyKey), .. Standing(delivery),
            ]);
        return command.ExecuteScalar() as long?;
    }

    public IReadOnlyList<Delivery> Read(IReadOnlyList<DeliveryState> states) => Select(In(states));

    public IReadOnlyList<Delivery> ReadUntold() => Select($"{In([DeliveryState.Succeeded, DeliveryState.Dead])} AND NOT told");

    public int Count(IReadOnlyList<DeliveryState> states) => (int)Execute($"SELECT count(*) FROM delivery {In(states)}")!.Value;

    public Delivery? Find(long number) => Select("WHERE number = $number", ("$number", number)).SingleOrDefault();

    public IReadOnlyList<Delivery> Find(string key) => Select("WHERE key = $key", ("$key", key));

    public bool IsFollowed(Delivery delivery) => Execute(
        $"SELECT EXISTS (SELECT 1 FROM delivery AS d WHERE d.number = $number AND {Followers} > d.number))", ("$number", delivery.Number)) == 1;

    public bool Save(Delivery delivery) => Execute(
        "UPDATE delivery SET state = $state, attempts = $attempts, said = $said, changed = $changed, told = $told WHERE number = $number RETURNING 1",
        [("$number", delivery.Number), .. Standing(delivery)]) == 1;

    public void Tell(Delivery delivery) => Execute(
        "UPDATE delivery SET told = 1 WHERE number = $number AND state = $state AND attempts = $attempts",
        ("$number", delivery.Number), ("$state", (long)delivery.State), ("$attempts", (long)delivery.Attempts));

    public int Forget(DateTimeOffset before)
    {
        using var command = Command(
            $"""
            DELETE FROM delivery AS d
            WHERE d.state IN ($succeeded, $discarded) AND d.told AND d.changed < $before AND NOT {Followers} < d.number AND e.state = $dead)
            """,
            ("$succeeded", (long)DeliveryState.Succeeded), ("$discarded", (long)DeliveryState.Discarded), ("$dead", (long)DeliveryState.Dead),
            ("$before", before.UtcTicks));
        return command.ExecuteNonQuery();
    }

    private static string In(IReadOnlyList<DeliveryState> states) =>
        states.Count == 0 ? "" : $"WHERE state IN ({string.Join(", ", states.Select(s => (int)s))})";

    private static (string Name, object? Value)[] Standing(Delivery delivery) =>
    [
        ("$state", (long)delivery.State), ("$attempts", (long)delivery.Attempts), ("$said", delivery.Said),
        ("$changed", delivery.ChangedAt?.UtcTicks), ("$told", delivery.IsTold),
    ];

    private List<Delivery> Select(string where, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command($"SELECT {Columns} FROM delivery {where} ORDER BY number", values);
        using var reader = command.ExecuteReader();
        var found = new List<Delivery>();
        while (reader.Read()) found.Add(Of(reader));
        return found;
    }

    private static Delivery Of(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Entry = row.GetInt64(1),
        Handler = row.GetString(2),
        Kind = (DeliveryKind)row.GetInt32(3),
        Target = row.GetString(4),
        Action = row.GetString(5),
        ActionType = row.GetString(6),
        IsStanding = row.GetBoolean(7),
        Arguments = row.GetString(8),
        Decision = row.GetString(9),
        IdempotencyKey = row.GetString(10),
        State = (DeliveryState)row.GetInt32(11),
        Attempts = row.GetInt32(12),
        Said = row.GetString(13),
        ChangedAt = row.IsDBNull(14) ? null : new DateTimeOffset(row.GetInt64(14), TimeSpan.Zero),
        IsTold = row.GetBoolean(15),
    };

    private long? Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() as long?;
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is made of constants of this house.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
