using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Simulation;

/// <summary>A session of a simulation, with its journal and the rules that hold.</summary>
internal sealed class SimulatedRun
{
    private static readonly Budget OverAll = new(12, TimeSpan.FromHours(12));

    /// <summary>Rules of each edition are read twice: one who opens a journal reads them anew.</summary>
    private static readonly RuleSet[][] Sets =
        [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, SimulatedBook.Editions).Select(e => RuleSet.Create(new SimulatedBook(e))).ToArray())];

    private readonly bool keepsSnapshots;
    private int edition;
    private int reading;

    public SimulatedRun(bool keepsSnapshots)
    {
        this.keepsSnapshots = keepsSnapshots;
        Journal = new FailingJournal();
        Session = new RunbookSession(Sets[0][0], SimulatedWorld.Start, Options());
    }

    public static Budget Budget => OverAll;

    public FailingJournal Journal { get; }

    public RunbookSession Session { get; private set; }

    /// <summary>How often the session was dropped and opened again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Does a step; a journal that cannot be written drops the session, and who observed what observes it again.</summary>
    public Evaluation Do(SimulatedStep step)
    {
        var decisions = new List<Decision>();
        Evaluate(step, decisions);
        if (step.Edition is { } next)
        {
            Try(() => decisions.AddRange(Session.Swap(Sets[reading][next]).Decisions));
            edition = next;
        }

        return new Evaluation(decisions, [], 0, 0, 0, 0);
    }

    /// <summary>Lets time pass with nobody looking.</summary>
    public void Idle(DateTimeOffset until)
    {
        Try(() => Session.Evaluate(until));
    }

    /// <summary>From here on a restart need not begin at the beginning.</summary>
    public void KeepSnapshot() => Try(() => Assert.Null(Session.KeepSnapshot()));

    public void Preview(int other) => Session.Preview(Sets[reading][other]);

    /// <summary>The process ends, well or not, and another one goes on.</summary>
    public void Restart(bool isClean)
    {
        var (now, before) = (Session.Now, SimulatedState.Of(Session));
        if (isClean) Try(() => Session.KeepClock());
        Open();
        Session.Evaluate(now);
        SimulatedState.AreSame(before, SimulatedState.Of(Session));
    }

    /// <summary>Decides all of it again from the journal.</summary>
    public long Verify() => RunbookSession.Verify(
        Sets[1][edition], Options(), SimulatedBook.Catalog, known => new(Sets[1].Single(s => s.Hash == known.Hash), SimulatedBook.Catalog)).Decisions;

    private void Evaluate(SimulatedStep step, List<Decision> decisions) => Try(() =>
    {
        foreach (var observation in step.Seen) Session.Observe(observation);
        try
        {
            decisions.AddRange(Session.Evaluate(step.At).Decisions);
            Assert.False(step.IsPoisoned);
        }
        catch (RunbookException refused)
        {
            Assert.True(step.IsPoisoned, refused.Message);
            Assert.Equal("RBK5001", refused.Diagnostics[0].Code);
        }
    });

    private void Try(Action act)
    {
        while (true)
        {
            try
            {
                act();
                return;
            }
            catch (JournalException)
            {
                Open();
            }
        }
    }

    private void Open()
    {
        Restarts++;
        reading = 1 - reading;
        Journal.FailsAt = null;
        Session = RunbookSession.Open(
            Sets[reading][edition], SimulatedWorld.Start, Options(), SimulatedBook.Catalog,
            known => new(Sets[reading].Single(s => s.Hash == known.Hash), SimulatedBook.Catalog), out var opened);
        Assert.Empty(opened.Decisions);
        Assert.Empty(opened.Problems);
    }

    private SessionOptions Options() => new()
    {
        Budget = OverAll,
        EscalatesTo = "everybody",
        MaxRounds = 15,
        FaultsUntilQuarantine = int.MaxValue,
        KeepsSnapshots = keepsSnapshots,
        Journal = Journal,
    };

    /// <summary>A journal in memory whose disk is full now and then.</summary>
    internal sealed class FailingJournal : IJournal
    {
        private readonly MemoryJournal kept = new();

        /// <summary>The entry that cannot be written; null when all can.</summary>
        public long? FailsAt { get; set; }

        public long Count => kept.Count;

        public void Append(DateTimeOffset instant, IReadOnlyList<JournalRecord> records)
        {
            if (Count + 1 >= FailsAt) throw new JournalException(new("RBK5199", Severity.Error, "the simulated disk is full", SourceLocation.None));
            kept.Append(instant, records);
        }

        public IEnumerable<JournalEntry> Read(long after = 0) => kept.Read(after);

        public long DroppedUpTo => kept.DroppedUpTo;

        public IEnumerable<JournalSnapshot> ReadSnapshots() => kept.ReadSnapshots();

        public void Keep(JournalSnapshot snapshot) => kept.Keep(snapshot);
    }
}
