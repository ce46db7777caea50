using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Sessions;

/// <summary>What passed without a decision has passed in the journal too.</summary>
public sealed class OpenedAgainTests
{
    private static readonly DateTimeOffset Start = new(2019, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryJournal journal = new();

    /// <summary>Found by the random sessions: the second minute passed before the refused instant, and nothing was written then.</summary>
    [Fact]
    public void What_was_due_before_a_refused_instant_has_happened()
    {
        var session = Open();
        session.Observe(new Level("a", 2));
        session.Evaluate(Start);
        Refuse(session, Start.AddMinutes(3));

        var again = Open();

        Assert.Equal(session.NextDue, again.NextDue);
        Observe(new Level("a", 2), Start.AddMinutes(4), session, again);
        Assert.Equal(session.NextDue, again.NextDue);
    }

    [Fact]
    public void What_a_refusal_put_off_and_the_next_evaluation_did_is_done()
    {
        var session = Open();
        session.Observe(new Level("a", 2));
        session.Evaluate(Start);
        Refuse(session, Start.AddMinutes(2)); // What is due at that very instant is put off.
        session.Evaluate(Start.AddMinutes(3)); // It happens here, and nothing is decided.

        var again = Open();

        Assert.Equal(session.NextDue, again.NextDue);
        Assert.Equal(Start.AddMinutes(3), again.Now);
    }

    [Fact]
    public void Rules_are_exchanged_at_the_instant_at_which_they_were()
    {
        var session = Open();
        session.Observe(new Level("a", 2));
        session.Evaluate(Start);
        session.Evaluate(Start.AddMinutes(3)); // Nothing comes of it, so nothing is written.
        session.Swap(RuleSet.Create(new Watch(), new Greeting()));

        var again = RunbookSession.Open(
            RuleSet.Create(new Watch(), new Greeting()), Start, Options(), Catalog,
            _ => new(RuleSet.Create(new Watch(), new Restless()), Catalog), out var opened);

        Assert.Equal(Start.AddMinutes(3), again.Now);
        Assert.Empty(opened.Decisions);
        Assert.Equal(Start.AddMinutes(3), Assert.Single(again.Snapshot.Matches("greeting")).BeganAt);
    }

    /// <summary>A refused evaluation let the memory of an older retraction go.</summary>
    [Fact]
    public void A_refusal_forgets_no_retraction()
    {
        var session = Open();
        session.Observe(new Observation(new Level("a", 2), Start, null, IsRetraction: true));
        session.Evaluate(Start);
        session.Observe(new Observation(new Level("b", 2), Start.AddDays(3), null, IsRetraction: true));
        Refuse(session, Start.AddMinutes(1));

        session.Observe(new Observation(new Level("a", 2), Start.AddMinutes(-1)));

        Assert.Equal(1, session.Evaluate(Start.AddMinutes(2)).Late);
    }

    private static FactCatalog Catalog { get; } = new(typeof(Level), typeof(Poison));

    private SessionOptions Options() => new() { Journal = journal, MaxRounds = 12 };

    private RunbookSession Open() =>
        RunbookSession.Open(RuleSet.Create(new Watch(), new Restless()), Start, Options(), Catalog, null, out _);

    private static void Refuse(RunbookSession session, DateTimeOffset now)
    {
        session.Observe(new Poison("x"));
        Assert.Equal("RBK5001", Assert.Throws<RunbookException>(() => session.Evaluate(now)).Code);
    }

    private static void Observe(object fact, DateTimeOffset now, params RunbookSession[] sessions)
    {
        foreach (var session in sessions)
        {
            session.Observe(fact);
            session.Evaluate(now);
        }
    }

    [MaxAge("00:04:00")]
    private sealed record Level([Key] string Name, int Height);

    private sealed record Other([Key] string Name);

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);

    /// <summary>Raises what nobody joins, so that time passes without a decision.</summary>
    private sealed class Watch : Runbook
    {
        protected override void Define() => Rule(
            "watch",
            from level in Facts<Level>().RaisedWhen(l => l.Height > 1, lasting: Minutes(2))
            join other in Facts<Other>() on level.Name equals other.Name
            select Page("ops", level.Name));
    }

    private sealed class Greeting : Runbook
    {
        protected override void Define() => Rule("greeting", from level in Facts<Level>() select Page("ops", level.Name)).Mode(Mode.Act);
    }

    private sealed class Restless : Runbook
    {
        protected override void Define() => Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
    }
}
