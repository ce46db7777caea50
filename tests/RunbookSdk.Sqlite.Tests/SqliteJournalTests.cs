using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite.Tests;

public sealed class SqliteJournalTests : JournalFolder
{
    [Fact]
    public void What_is_written_is_read_by_the_next_process()
    {
        var records = new[]
        {
            new JournalRecord(JournalRecordKind.Start, "", "", Noon, "{}"),
            new JournalRecord(JournalRecordKind.Fact, "Client", "WebTools/11.5", Noon.AddTicks(-7), "{\"text\":\"snø, \\u0000 and 'quotes'\"}"),
        };
        using (var journal = SqliteJournal.Open(File)) journal.Append(Noon, records);

        using var again = SqliteJournal.Open(File);

        Assert.Equal(1, again.Count);
        var entry = Assert.Single(again.Read());
        Assert.Equal((1L, Noon, Noon.Offset), (entry.Number, entry.Instant, entry.Instant.Offset));
        Assert.Equal(records, entry.Records);
    }

    [Fact]
    public void Entries_are_numbered_without_gaps_and_read_from_any_of_them_on()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 600); // More than are read at once.

        Assert.Equal(Enumerable.Range(1, 600).Select(n => (long)n), journal.Read().Select(e => e.Number));
        Assert.Equal(["599.1", "599.2", "600.1", "600.2"], Data(journal.Read(after: 598)));
        Assert.Empty(journal.Read(after: 600));
    }

    [Fact]
    public void An_entry_without_records_is_an_entry()
    {
        using var journal = SqliteJournal.Open(File);
        journal.Append(Noon, []);

        Assert.Empty(Assert.Single(journal.Read()).Records);
    }

    [Fact]
    public void A_reader_beside_the_writer_sees_whole_entries_and_no_writer_waits_for_it()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 3);
        using var reader = SqliteJournal.Open(File, new() { IsReadOnly = true });
        using var reading = reader.Read().GetEnumerator();
        reading.MoveNext();

        Fill(journal, 1);

        Assert.Equal(4, reader.Read().Count());
        Assert.Throws<InvalidOperationException>(() => reader.Append(Noon, []));
    }

    [Fact]
    public void A_reader_leaves_no_files_behind()
    {
        using (var journal = SqliteJournal.Open(File)) Fill(journal, 2);
        var before = Directory.GetFiles(Path.GetDirectoryName(File)!).Order(StringComparer.Ordinal);

        using (var reader = SqliteJournal.Open(File, new() { IsReadOnly = true })) Assert.Equal(2, reader.Read().Count());

        Assert.Equal(before, Directory.GetFiles(Path.GetDirectoryName(File)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_receiver_is_handed_over_what_it_has_not()
    {
        using (var journal = SqliteJournal.Open(File))
        {
            Fill(journal, 3);
            Assert.Equal(0, journal.HandedOver("pager"));
            journal.HandOver("pager", 2);
        }

        using var again = SqliteJournal.Open(File);
        Assert.Equal((2, 0), (again.HandedOver("pager"), again.HandedOver("log")));
        again.HandOver("pager", 3);
        Assert.Equal(3, again.HandedOver("pager"));
    }
}
