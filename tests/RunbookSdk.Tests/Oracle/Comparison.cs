using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Journal;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Runs random cases in sessions and holds what they say to what others say.</summary>
internal static class Comparison
{
    /// <summary>With the naive session.</summary>
    public static void WithNaive(RandomCase random)
    {
        var rules = random.RuleSet;
        var session = Session(rules);
        var naive = new NaiveSession(rules, OracleTime.Start);
        foreach (var (now, seen) in random.Timed)
        {
            foreach (var observation in seen)
            {
                session.Observe(observation);
                naive.Observe(observation);
            }

            AreSame(naive.Evaluate(now), session.Evaluate(now), random.Throws);
        }
    }

    /// <summary>With a session that stops at every minute and half a minute.</summary>
    public static void InParts(RandomCase random)
    {
        var rules = random.RuleSet;
        var (atOnce, inParts) = (Session(rules), Session(rules));
        foreach (var (now, seen) in random.Timed)
        {
            var parts = new List<Evaluation>();
            for (var part = inParts.Now.AddSeconds(30); part < now; part = part.AddSeconds(30)) parts.Add(inParts.Evaluate(part));
            foreach (var observation in seen)
            {
                atOnce.Observe(observation);
                inParts.Observe(observation);
            }

            var whole = atOnce.Evaluate(now);
            parts.Add(inParts.Evaluate(now));
            Assert.Equal(Text(whole.Decisions), Text(parts.SelectMany(p => p.Decisions)));
            Assert.Equal(
                (whole.MatchesBegun, whole.MatchesEnded, whole.Faults.Count),
                (parts.Sum(p => p.MatchesBegun), parts.Sum(p => p.MatchesEnded), parts.Sum(p => p.Faults.Count)));
            Assert.Equal(atOnce.NextDue, inParts.NextDue);
        }
    }

    /// <summary>With another session of rules that were read again.</summary>
    public static void WithItself(RandomCase random)
    {
        var (first, second) = (Session(random.RuleSet), Session(random.RuleSet));
        foreach (var (now, seen) in random.Timed)
        {
            foreach (var observation in seen)
            {
                first.Observe(observation);
                second.Observe(observation);
            }

            Assert.Equal(Text(first.Evaluate(now).Decisions), Text(second.Evaluate(now).Decisions));
        }
    }

    /// <summary>With the naive session, which never hears of the evaluations that are refused in between.</summary>
    public static void AfterRefusals(RandomCase random)
    {
        var rules = RuleSet.Create(new Palette(random.Rules), new Restless());
        var session = Session(rules);
        var naive = new NaiveSession(rules, OracleTime.Start);
        foreach (var (now, seen) in random.Timed)
        {
            AreSame(naive.Evaluate(now), session.Evaluate(now), random.Throws);
            foreach (var observation in seen.Reverse()) session.Observe(observation);
            session.Observe(new Poison("x"));
            Assert.Throws<RunbookException>(() => session.Evaluate(now));
            foreach (var observation in seen)
            {
                session.Observe(observation);
                naive.Observe(observation);
            }

            AreSame(naive.Evaluate(now), session.Evaluate(now), random.Throws);
        }
    }

    /// <summary>With the naive session, which never hears of what goes beyond the limits.</summary>
    public static void WithinLimits(RandomCase random, int combinations, int matches)
    {
        var rules = random.RuleSet;
        var session = new RunbookSession(
            rules,
            OracleTime.Start,
            new SessionOptions { FaultsUntilQuarantine = int.MaxValue, MaxRounds = 12, MaxCombinations = combinations, MaxMatches = matches });
        var naive = new NaiveSession(rules, OracleTime.Start);
        foreach (var (now, seen) in random.Timed)
        {
            AreSame(naive.Evaluate(now), session.Evaluate(now), random.Throws);
            foreach (var observation in seen) session.Observe(observation);
            try
            {
                var evaluation = session.Evaluate(now);
                foreach (var observation in seen) naive.Observe(observation);
                AreSame(naive.Evaluate(now), evaluation, random.Throws);
            }
            catch (RunbookException refused)
            {
                Assert.True(Assert.Single(refused.Diagnostics).Code is "RBK5020" or "RBK5021");
            }
        }
    }

    private static RunbookSession Session(RuleSet rules) =>
        new(rules, OracleTime.Start, OracleMatcher.Use(new SessionOptions { FaultsUntilQuarantine = int.MaxValue, MaxRounds = 12 }));

    /// <summary>All that there is to say of decisions.</summary>
    public static string Text(IEnumerable<Decision> decisions)
    {
        using var writer = new DecisionWriter();
        using var text = new StringWriter();
        foreach (var decision in decisions) writer.Write(decision, text);
        return text.ToString();
    }

    /// <summary>What a session said, one decision a line.</summary>
    private static string Lines(IEnumerable<Decision> decisions) => string.Join('\n', decisions.Select(ToSaid));

    private static void AreSame(NaiveEvaluation expected, Evaluation actual, bool throws)
    {
        Assert.Equal(string.Join('\n', expected.Said), Lines(actual.Decisions));
        Assert.Equal(
            (expected.Begun, expected.Ended, expected.Late, expected.Duplicates),
            (actual.MatchesBegun, actual.MatchesEnded, actual.Late, actual.Duplicates));
        if (!throws) Assert.Empty(actual.Faults);
    }

    private static Said ToSaid(Decision decision) => new(
        decision.Instant,
        decision.Rule,
        decision.Action.Identity,
        decision.Outcome,
        decision.Outcome == Outcome.Denied ? "" : decision.Because,
        decision.MatchBegan,
        decision.Outcome == Outcome.Released ? "" : string.Join(", ", decision.Facts.Select(Text)));

    private static string Text(Evidence evidence) => evidence.Value is IReadOnlyDictionary<string, object?> group
        ? $"group {Convert.ToString(group["key"], null)} of {group["count"]}{Firsts(group)}"
        : $"{evidence.Value} of {OracleTime.Text(evidence.ObservedAt)}";

    private static string Firsts(IReadOnlyDictionary<string, object?> group) =>
        group.TryGetValue("firsts", out var firsts) ? string.Concat(((IReadOnlyList<object?>)firsts!).Select(f => $", first {f}")) : "";

    private sealed record Poison([Key] string Name);

    private sealed record Flip([Key] string Name);

    /// <summary>Does not come to rest when poisoned.</summary>
    private sealed class Restless : Runbook
    {
        protected override void Define() => Rule("restless", from p in Facts<Poison>() where !Facts<Flip>().Any() select new Flip(p.Name));
    }
}
