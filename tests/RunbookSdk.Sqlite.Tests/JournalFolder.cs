using RunbookSdk.Journal;

namespace RunbookSdk.Sqlite.Tests;

/// <summary>A folder with a journal, gone after the test.</summary>
public abstract class JournalFolder : IDisposable
{
    protected static readonly DateTimeOffset Noon = new(2019, 9, 13, 12, 0, 0, TimeSpan.FromHours(2));

    private readonly string folder = Directory.CreateTempSubdirectory("runbook-journal").FullName;

    protected string File => Path.Combine(folder, "state.db");

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static JournalRecord Record(string data, JournalRecordKind kind = JournalRecordKind.Fact) =>
        new(kind, "ClusterLoad", "online1", Noon.AddSeconds(-1), data);

    /// <summary>Writes entries of two records each: entry n holds "n.1" and "n.2".</summary>
    protected static void Fill(SqliteJournal journal, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var number = journal.Count + 1;
            journal.Append(Noon.AddMinutes(number), [Record($"{number}.1"), Record($"{number}.2", JournalRecordKind.Decision)]);
        }
    }

    protected static IEnumerable<string> Data(IEnumerable<JournalEntry> entries) => entries.SelectMany(e => e.Records).Select(r => r.Data);

    protected static string CodeOf(Action act) => Assert.Throws<JournalException>(act).Diagnostic.Code;
}
