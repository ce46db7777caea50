using Microsoft.Data.Sqlite;
using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite.Tests;

/// <summary>What can happen to a file: each is a clear error, and nothing that was written is lost.</summary>
public sealed class DamageTests : JournalFolder
{
    [Fact]
    public void Two_writers_are_one_too_many()
    {
        using var journal = SqliteJournal.Open(File);

        var refusal = Assert.Throws<JournalException>(() => SqliteJournal.Open(File));

        Assert.Equal("RBK5113", refusal.Diagnostic.Code);
        Assert.Contains("another process writes to it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_that_is_gone_holds_up_nobody()
    {
        SqliteJournal.Open(File).Dispose();

        using var next = SqliteJournal.Open(File);
        Fill(next, 1);
    }

    [Fact]
    public void Another_database_is_left_alone()
    {
        Execute("CREATE TABLE theirs (a)");
        var before = System.IO.File.ReadAllBytes(File);

        Assert.Equal("RBK5114", CodeOf(() => SqliteJournal.Open(File)));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        System.IO.File.WriteAllText(File, string.Join('\n', Enumerable.Repeat("Dear diary, today nothing happened.", 100)));
        var before = System.IO.File.ReadAllBytes(File);

        Assert.Equal("RBK5114", CodeOf(() => SqliteJournal.Open(File)));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_journal_of_a_newer_version_is_left_alone()
    {
        using (var journal = SqliteJournal.Open(File)) Fill(journal, 1);
        Execute("PRAGMA user_version = 99");
        var before = System.IO.File.ReadAllBytes(File);

        var refusal = Assert.Throws<JournalException>(() => SqliteJournal.Open(File));

        Assert.Equal("RBK5117", refusal.Diagnostic.Code);
        Assert.Contains("the form 99", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_full_disk_refuses_the_entry_and_keeps_all_before_it()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 3);
        journal.LimitTo(pages: 40); // SQLite says of its own limit what it says of a full disk.

        var large = new string('x', 1 << 20);
        Assert.Equal("RBK5111", CodeOf(() => journal.Append(Noon, [Record("small"), Record(large)])));

        Assert.Equal(3, journal.Count);
        Assert.Equal(["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"], Data(journal.Read()));
        Fill(journal, 1); // Something small still fits.
        Assert.Equal(4, journal.Read().Count());
    }

    [Fact]
    public void A_disk_that_becomes_read_only_refuses_what_is_new_and_keeps_all_before_it()
    {
        using var journal = SqliteJournal.Open(File);
        Fill(journal, 2);
        journal.Keep(new(2, "rules", new byte[] { 1 }));
        journal.BecomeReadOnly(true);

        Assert.Equal("RBK5112", CodeOf(() => Fill(journal, 1)));
        Assert.Equal("RBK5112", CodeOf(() => journal.Keep(new(2, "rules", new byte[] { 2 }))));
        Assert.Equal("RBK5112", CodeOf(() => journal.Compact(Noon.AddDays(1), [])));

        journal.BecomeReadOnly(false);
        Assert.Equal(["1.1", "1.2", "2.1", "2.2"], Data(journal.Read()));
        Assert.Equal([1], journal.ReadSnapshots().Single().State.ToArray());
        Fill(journal, 1);
        Assert.Equal(3, journal.Read().Count());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told()
    {
        if (OperatingSystem.IsLinux()) Assert.Equal("RBK5112", CodeOf(() => SqliteJournal.Open("/sys/state.db")));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Equal("RBK5115", CodeOf(() => SqliteJournal.Open(Path.Combine(File, "nowhere", "state.db"))));

    [Fact]
    public void A_reader_makes_no_file()
    {
        Assert.Equal("RBK5115", CodeOf(() => SqliteJournal.Open(File, new() { IsReadOnly = true })));
        Assert.False(System.IO.File.Exists(File));
    }

    /// <summary>The log of a process that was killed while it wrote ends anywhere: what was complete is there, what was not never happened.</summary>
    [Fact]
    public void A_torn_end_loses_no_entry_that_was_written()
    {
        var (database, log) = FileOfKilledWriter(entries: 5);
        for (var length = 0; length <= log.Length; length += 97)
        {
            System.IO.File.WriteAllBytes(File, database);
            System.IO.File.WriteAllBytes(File + "-wal", log[..length]);
            System.IO.File.Delete(File + "-shm");
            using var journal = SqliteJournal.Open(File);
            var entries = journal.Read().ToList();
            Assert.Equal(Enumerable.Range(1, entries.Count).SelectMany(n => (string[])[$"{n}.1", $"{n}.2"]), Data(entries));
            if (length == log.Length) Assert.Equal(5, entries.Count);
        }
    }

    /// <summary>The files as they are while a writer is at work, which is how a kill leaves them.</summary>
    private (byte[] Database, byte[] Log) FileOfKilledWriter(int entries)
    {
        SqliteJournal.Open(File).Dispose();
        using var journal = SqliteJournal.Open(File);
        Fill(journal, entries);
        return (Read(File), Read(File + "-wal"));

        static byte[] Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
