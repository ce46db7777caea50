using RunbookSdk.Actions;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>Runs a random case in a session and in the naive one, and holds them to each other.</summary>
internal static class Comparison
{
    public static void Run(RandomCase random)
    {
        var rules = random.RuleSet;
        var session = new RunbookSession(rules, OracleTime.Start, new SessionOptions { FaultsUntilQuarantine = int.MaxValue });
        var naive = new NaiveSession(rules, OracleTime.Start);
        var now = OracleTime.Start;
        foreach (var step in random.Steps)
        {
            now = now.AddMinutes(step.Minutes);
            foreach (var seen in step.Seen)
            {
                session.Observe(seen.At(now));
                naive.Observe(seen.At(now));
            }

            AreSame(naive.Evaluate(now), session.Evaluate(now), random.Throws);
        }
    }

    /// <summary>What a session said, one decision a line.</summary>
    public static string Lines(IEnumerable<Decision> decisions) => string.Join('\n', decisions.Select(ToSaid));

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
        ? $"group {Convert.ToString(group["key"], null)} of {group["count"]}"
        : $"{evidence.Value} of {OracleTime.Text(evidence.ObservedAt)}";
}
