using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite.Tests;

public sealed class SnapshotTests : JournalFolder
{
    [Fact]
    public void The_latest_snapshot_is_there_for_the_next_process()
    {
        using (var journal = SqliteJournal.Open(File))
        {
            Fill(journal, 3);
            journal.Keep(Snapshot(2, "two"));
            journal.Keep(Snapshot(3, "three"));
            Assert.Equal(3, journal.LatestSnapshot);
        }

        using var again = SqliteJournal.Open(File, new() { IsReadOnly = true });
        Assert.Equal(["three"], Texts(again));
    }

    [Fact]
    public void Compaction_drops_facts_before_an_instant_and_keeps_what_was_decided_and_said()
    {
        using var journal = SqliteJournal.Open(File);
        journal.Append(Noon.AddMinutes(1), [Record("start", JournalRecordKind.Start), Record("rules", JournalRecordKind.Rules)]);
        journal.Append(Noon.AddMinutes(2), [Record("sample")]);
        journal.Append(Noon.AddMinutes(3), [Record("load"), Record("paged", JournalRecordKind.Decision), Record("began", JournalRecordKind.Match)]);
        journal.Append(Noon.AddMinutes(4), [new(JournalRecordKind.Fact, "Approval", "a", Noon, "approved"), Record("time", JournalRecordKind.Clock)]);
        journal.Append(Noon.AddMinutes(5), [Record("late")]);
        journal.Keep(Snapshot(5, "state"));

        var result = journal.Compact(Noon.AddMinutes(5), ["Approval"]);

        Assert.Equal((4, 3), (result.UpTo, result.Records));
        Assert.Equal(["start", "rules", "paged", "began", "approved", "late"], Data(journal.Read()));
        Assert.Equal([1, 3, 4, 5], journal.Read().Select(e => e.Number));
        Assert.Equal((5, 4), (journal.Count, journal.DroppedUpTo));
        Fill(journal, 1);
        Assert.Equal(6, journal.Read().Last().Number);
    }

    [Fact]
    public void Nothing_is_dropped_that_no_snapshot_has()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 4);

        Assert.Equal(new CompactionResult(0, 0), journal.Compact(Noon.AddDays(1), []));
        journal.Keep(Snapshot(2, "state"));
        Assert.Equal(2, journal.Compact(Noon.AddDays(1), []).UpTo);

        Assert.Equal(["1.2", "2.2", "3.1", "3.2", "4.1", "4.2"], Data(journal.Read()));
    }

    [Fact]
    public void Entries_are_numbered_on_when_the_last_one_had_nothing_but_facts()
    {
        using (var journal = SqliteJournal.Open(File))
        {
            Fill(journal, 2);
            journal.Append(Noon.AddHours(1), [Record("sample")]);
            journal.Keep(Snapshot(3, "state"));
            journal.Compact(Noon.AddDays(1), []);
        }

        using var again = SqliteJournal.Open(File);
        Assert.Equal(3, again.Count);
        Fill(again, 1);
        Assert.Equal(["4.1", "4.2"], Data(again.Read(after: again.LatestSnapshot)));
    }

    /// <summary>With it all that is left can be compared with what was decided.</summary>
    [Fact]
    public void The_snapshot_of_a_compaction_stays_beside_the_latest()
    {
        using (var journal = SqliteJournal.Open(File))
        {
            Fill(journal, 4);
            journal.Keep(Snapshot(3, "base"));
            journal.Compact(Noon.AddDays(1), []);
            journal.Keep(Snapshot(4, "next"));
            Fill(journal, 1);
            journal.Keep(Snapshot(5, "latest"));
        }

        using var again = SqliteJournal.Open(File, new() { IsReadOnly = true });
        Assert.Equal((3, "latest,base"), (again.DroppedUpTo, string.Join(',', Texts(again))));
    }

    [Fact]
    public void Compaction_gives_the_room_back_and_disturbs_no_reader()
    {
        using var journal = SqliteJournal.Open(File);
        for (var i = 0; i < 2000; i++) journal.Append(Noon.AddMinutes(i), [Record(new string('x', 500)), Record($"{i}", JournalRecordKind.Decision)]);
        journal.Keep(Snapshot(2000, "state"));
        using var reader = SqliteJournal.Open(File, new() { IsReadOnly = true });
        using var reading = reader.Read().GetEnumerator();
        Assert.True(reading.MoveNext());

        journal.Compact(Noon.AddDays(10), []);

        while (reading.Current.Number < 256) Assert.True(reading.MoveNext());
        Assert.Equal("RBK5118", Assert.Throws<JournalException>(() => reading.MoveNext()).Diagnostic.Code); // It would find no facts any more.
        Assert.Equal(2000, reader.Read().Count(e => e.Records.Single().Kind == JournalRecordKind.Decision));
        journal.Compact(Noon.AddDays(10), []); // Nobody reads in the middle any more, so the file shrinks.
        Assert.InRange(new FileInfo(File).Length, 1, 400_000);
    }

    /// <summary>What keeps the file from shrinking is an index by a function that this connection does not know.</summary>
    [Fact]
    public void Compaction_whose_room_cannot_be_given_back_says_what_it_has_dropped()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 3);
        journal.Keep(Snapshot(3, "state"));
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            other.CreateFunction("strange", (string text) => text, isDeterministic: true);
            using var command = other.CreateCommand();
            command.CommandText = "CREATE TABLE extra (text TEXT); CREATE INDEX by_strange ON extra (strange(text));";
            command.ExecuteNonQuery();
        }

        var result = journal.Compact(Noon.AddDays(1), []);

        Assert.Equal((3, 3), (result.UpTo, journal.DroppedUpTo));
        Assert.True(result.Records > 0);
        Assert.Contains("its room is not given back", result.NotShrunk!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_changes_nothing()
    {
        using (var journal = SqliteJournal.Open(File)) Fill(journal, 1);
        using var reader = SqliteJournal.Open(File, new() { IsReadOnly = true });

        Assert.Throws<InvalidOperationException>(() => reader.Keep(Snapshot(1, "x")));
        Assert.Throws<InvalidOperationException>(() => reader.Compact(Noon, []));
    }

    [Fact]
    public void A_full_disk_refuses_the_snapshot_and_keeps_the_one_before()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 1);
        journal.Keep(Snapshot(1, "small"));
        journal.LimitTo(pages: 40);

        Assert.Equal("RBK5111", CodeOf(() => journal.Keep(new(1, "rules", new byte[1 << 20]))));

        Assert.Equal(["small"], Texts(journal));
        Fill(journal, 1);
        Assert.Equal(2, journal.Count);
    }

    private static JournalSnapshot Snapshot(long entry, string text) => new(entry, "rules", System.Text.Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Texts(SqliteJournal journal) =>
        journal.ReadSnapshots().Select(s => System.Text.Encoding.UTF8.GetString(s.State.Span));
}
