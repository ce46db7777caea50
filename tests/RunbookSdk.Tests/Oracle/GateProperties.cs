using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Random limits over random trouble and people: what no limit may ever let through, and what has to be the same whatever happens.</summary>
public sealed class GateProperties(ITestOutputHelper output)
{
    /// <summary>After so many steps a session is opened again, or its rules are.</summary>
    private const int StepsOfRun = 5;

    [Fact]
    public void No_limit_lets_through_what_it_forbids() => OracleProperties.Check(output, GateCase.Any, 60, Forbidden);

    [Fact]
    public void A_session_that_is_opened_again_and_again_decides_as_one_that_never_ends() =>
        OracleProperties.Check(output, GateCase.Any, 15, Reopened);

    [Fact]
    public void A_refused_evaluation_leaves_nothing_behind() => OracleProperties.Check(output, GateCase.Any, 25, AfterRefusals);

    [Fact]
    public void Rules_that_are_read_again_change_nothing() => OracleProperties.Check(output, GateCase.Any, 15, Swapped);

    [Fact]
    public void Nothing_is_kept_once_nothing_happens_any_more() => OracleProperties.Check(output, GateCase.Any, 25, Forgotten);

    private static void Forbidden(GateCase gate)
    {
        var session = Begin(gate.ReadRules(), gate.SessionOptions);
        var rules = new GateRules(gate);
        Run(gate, [session], (evaluations, before) => rules.Check(evaluations[0], before, session.Snapshot));
    }

    private static void Reopened(GateCase gate)
    {
        var (journal, rules) = (new MemoryJournal(), gate.ReadRules());
        var forever = Begin(rules, gate.SessionOptions);
        Begin(rules, WithJournal());
        foreach (var steps in gate.Steps.Chunk(StepsOfRun))
        {
            var session = RunbookSession.Open(rules, OracleTime.Start, WithJournal(), DomainFacts.CatalogWith(), null, out var opened);
            Assert.Empty(opened.Decisions);
            Run(gate with { Steps = steps }, [forever, session], (evaluations, _) => AreSame(evaluations[0], evaluations[1]));
            Assert.Equal(forever.NextDue, session.NextDue);
            Assert.Equal(forever.Retained with { Timers = 0, WaysBack = 0, Facts = 0 }, session.Retained with { Timers = 0, WaysBack = 0, Facts = 0 });
        }

        SessionOptions WithJournal()
        {
            var options = gate.SessionOptions;
            options.Journal = journal;
            return options;
        }
    }

    private static void AfterRefusals(GateCase gate)
    {
        var calm = Begin(gate.ReadRules(new Restless()), gate.SessionOptions);
        var shaken = Begin(gate.ReadRules(new Restless()), gate.SessionOptions);
        var at = calm.Now;
        foreach (var (minutes, happenings) in gate.Steps)
        {
            at = at.AddMinutes(minutes);
            AreSame(calm.Evaluate(at), shaken.Evaluate(at));
            var seen = happenings.Select(h => GateCase.Fact(h, at, calm.Snapshot)).ToList();
            foreach (var observation in seen) shaken.Observe(observation);
            shaken.Observe(new Poison("x"));
            Assert.Throws<RunbookException>(() => shaken.Evaluate(at));
            foreach (var observation in seen)
            {
                calm.Observe(observation);
                shaken.Observe(observation);
            }

            AreSame(calm.Evaluate(at), shaken.Evaluate(at));
            Assert.Equal(calm.NextDue, shaken.NextDue);
        }
    }

    private static void Swapped(GateCase gate)
    {
        var (calm, swapped) = (Begin(gate.ReadRules(), gate.SessionOptions), Begin(gate.ReadRules(), gate.SessionOptions));
        foreach (var steps in gate.Steps.Chunk(StepsOfRun))
        {
            Run(gate with { Steps = steps }, [calm, swapped], (evaluations, _) => AreSame(evaluations[0], evaluations[1]));
            Assert.Empty(swapped.Swap(gate.ReadRules()).Decisions);
        }
    }

    private static void Forgotten(GateCase gate)
    {
        var session = Begin(gate.ReadRules(), gate.SessionOptions);
        Run(gate, [session], (_, _) => { });
        var end = session.Now.AddDays(2);
        for (var i = 0; i < GateCase.Clusters; i++)
        {
            session.Observe(new Observation(new ClusterLoad($"c{i}", 1), end));
            session.Observe(new Observation(new Alert("down", $"c{i}", false), end));
        }

        session.Evaluate(end);
        foreach (var pause in session.Snapshot.Facts<Pause>()) session.Observe(new Observation(pause, end, IsRetraction: true));
        session.Evaluate(end);

        var kept = session.Retained;
        Assert.Equal((0, 0, 0, 0), (kept.Holds, kept.ActiveTargets, kept.Proposals, kept.StandingActions));
        Assert.Null(session.NextDue);
    }

    private static RunbookSession Begin(RuleSet rules, SessionOptions options)
    {
        var session = new RunbookSession(rules, OracleTime.Start, options);
        for (var i = 0; i < GateCase.Clusters; i++) session.Observe(new Component($"c{i}", "WebTools"));
        session.Evaluate(OracleTime.Start);
        return session;
    }

    /// <summary>Lets a case happen to some sessions, and looks after each step at what came of it, with how things stood before.</summary>
    private static void Run(GateCase gate, RunbookSession[] sessions, Action<Evaluation[], SessionSnapshot> look)
    {
        foreach (var (minutes, happenings) in gate.Steps)
        {
            var now = sessions[0].Now.AddMinutes(minutes);
            var before = sessions[0].Snapshot;
            foreach (var observation in happenings.Select(h => GateCase.Fact(h, now, before)))
            {
                foreach (var session in sessions) session.Observe(observation);
            }

            look([.. sessions.Select(s => s.Evaluate(now))], before);
        }
    }

    private static void AreSame(Evaluation expected, Evaluation actual)
    {
        Assert.Equal(Comparison.Text(expected.Decisions), Comparison.Text(actual.Decisions));
        Assert.Equal(expected.Problems.Select(p => p.Message), actual.Problems.Select(p => p.Message));
    }

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);

    /// <summary>Does not come to rest when poisoned.</summary>
    private sealed class Restless : Runbook
    {
        protected override void Define() => Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name)).Priority(-1);
    }
}
