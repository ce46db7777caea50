using Microsoft.Data.Sqlite;
using RunbookSdk.Components;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using RunbookSdk.Sqlite;

namespace RunbookSdk.Benchmarks.Figures;

/// <summary>What remembering costs, and how long it takes to be there again.</summary>
internal static class JournalFigures
{
    private const int Pairs = 9;
    private const int Entries = 800;
    private const int FactsOfEntry = 100;
    private const int LiveFacts = 100_000;

    private static readonly DateTimeOffset Start = new(2019, 9, 11, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Figure> All()
    {
        yield return new("journal-vs-bare-insert", () => BuiltProgram.InFolder(JournalOverBareInsert));
        yield return new("open-with-snapshot-seconds", () => BuiltProgram.InFolder(OpenWithSnapshot));
        yield return new("eval-vs-hello", () => BuiltProgram.InFolder(folder => EvalOverHello(folder, leavesAtOnce: true)));
        yield return new("eval-whole-vs-hello", () => BuiltProgram.InFolder(folder => EvalOverHello(folder, leavesAtOnce: false)));
    }

    /// <summary>
    /// What a session costs more because it has a journal (writing facts as text included), over inserting the same bytes into one bare
    /// table, an entry a transaction. Both with write-ahead log and without waiting for the disk, which is the same for both.
    /// </summary>
    private static double JournalOverBareInsert(string folder)
    {
        var number = 0;
        var ratios = Enumerable.Range(0, Pairs + 1).Select(_ =>
        {
            var file = Path.Combine(folder, $"{++number}.db");
            using var journal = SqliteJournal.Open(file, new() { SurvivesPowerLoss = false });
            var (with, without) = (Timing.Seconds(() => Load(journal)), Timing.Seconds(() => Load(null)));
            var entries = journal.Read().Select(e => e.Records.Select(r => r.Name + r.Key + r.Data).ToList()).ToList();
            using var bare = new SqliteConnection($"Data Source={file}.bare;Pooling=False");
            bare.Open();
            return (with - without) / Timing.Seconds(() => Insert(bare, entries));
        }).Skip(1).ToList(); // The first is compiled just in time.
        return Timing.Median(ratios);
    }

    private static void Load(IJournal? journal)
    {
        var session = new RunbookSession(Rules(), Start, new() { Journal = journal });
        for (var entry = 0; entry < Entries; entry++)
        {
            var now = Start.AddSeconds(entry);
            for (var fact = 0; fact < FactsOfEntry; fact++) session.Observe(new ClusterLoad($"cluster{fact}", (entry + fact) % 50));
            session.Evaluate(now);
        }
    }

    private static void Insert(SqliteConnection connection, List<List<string>> entries)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE record (data TEXT NOT NULL)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO record (data) VALUES ($data)";
        var data = command.Parameters.Add("$data", SqliteType.Text);
        foreach (var entry in entries)
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            foreach (var record in entry)
            {
                data.Value = record;
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Seconds of processor time from a closed file to a session that knows as many facts, each of which rules look at.</summary>
    private static double OpenWithSnapshot(string folder)
    {
        var file = Path.Combine(folder, "live.db");
        using (var journal = SqliteJournal.Open(file))
        {
            var session = new RunbookSession(Rules(), Start, new() { Journal = journal });
            for (var fact = 0; fact < LiveFacts; fact++) session.Observe(new ClusterLoad($"cluster{fact}", fact % 100));
            session.Evaluate(Start);
            if (session.KeepSnapshot() is { } problem) throw new InvalidOperationException(problem.Message);
        }

        return Timing.Median(Enumerable.Range(0, Pairs).Select(_ => Timing.Seconds(() =>
        {
            using var journal = SqliteJournal.Open(file);
            var session = RunbookSession.Open(Rules(), Start, new() { Journal = journal }, DomainFacts.CatalogWith(), null, out var opened);
            if (opened.Problems.Count > 0 || session.Now != Start) throw new InvalidOperationException("The snapshot was not used.");
        })));
    }

    /// <summary>
    /// The whole process of an evaluation with nothing to do, over the one of a program that only says hello. The run before had nothing to do
    /// either, which it has marked; without the mark a run does everything.
    /// </summary>
    private static double EvalOverHello(string folder, bool leavesAtOnce)
    {
        var runbook = Path.Combine(folder, "any.csx");
        File.WriteAllText(runbook, "Rule(\"page\", from l in Facts<ClusterLoad>() where l.Percent > 80 select Page(\"ops\", because: l.Cluster)).Mode(Act);");
        string[] eval = ["eval", "--runbooks", runbook, "--state", Path.Combine(folder, "state.db")];
        BuiltProgram.Seconds(folder, BuiltProgram.Runbook, eval);
        BuiltProgram.Seconds(folder, BuiltProgram.Hello, []);
        return Timing.Median(Enumerable.Range(0, Pairs).Select(_ =>
        {
            if (!leavesAtOnce) File.Delete(Path.Combine(folder, "state.db.quiet"));
            return BuiltProgram.Seconds(folder, BuiltProgram.Runbook, eval) / BuiltProgram.Seconds(folder, BuiltProgram.Hello, []);
        }));
    }

    private static RuleSet Rules() => RuleSet.Create(new Watch());

    /// <summary>Looks at every load, and at what lasts of it.</summary>
    private sealed class Watch : Runbook
    {
        protected override void Define()
        {
            Rule("page", from load in Facts<ClusterLoad>() where load.Percent > 98 select Page(load.Cluster, "high")).Mode(Mode.Act);
            Rule("raised", from load in Facts<ClusterLoad>().RaisedWhen(l => l.Percent > 90, lasting: Minutes(10)) select Page(load.Cluster, "long")).Mode(Mode.Act);
        }
    }
}
