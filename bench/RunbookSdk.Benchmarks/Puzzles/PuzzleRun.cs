using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>
/// A puzzle from its facts to rest, in one evaluation. A firing is a one-shot action that was decided: a fact that a rule asserted or
/// retracted, a line that it printed. Facts that are derived, and come and go with their matches, are not counted.
/// </summary>
internal sealed class PuzzleRun
{
    private static readonly DateTimeOffset Start = new(2019, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private PuzzleRun(IReadOnlyList<Decision> decisions) => Decisions = decisions;

    public IReadOnlyList<Decision> Decisions { get; }

    public int Firings => Decisions.Count(d => d.Outcome == Outcome.Decided);

    public static PuzzleRun Of(RuleSet rules, IEnumerable<object> facts)
    {
        var session = new RunbookSession(rules, Start, new SessionOptions { MaxRounds = 1_000_000 });
        foreach (var fact in facts) session.Observe(new Observation(fact, Start));
        var evaluation = session.Evaluate(Start);
        return evaluation.Faults.Count == 0 ? new(evaluation.Decisions) : throw new InvalidOperationException(evaluation.Faults[0].Message);
    }

    /// <summary>Facts of a type that stand at the end: what was asserted and not retracted.</summary>
    public IReadOnlyCollection<T> Standing<T>()
        where T : class
    {
        var standing = new HashSet<T>();
        foreach (var decision in Decisions)
        {
            if (decision.Action is AssertFact { Fact: T asserted }) standing.Add(asserted);
            if (decision.Action is RetractFact { Fact: T retracted }) standing.Remove(retracted);
        }

        return standing;
    }

    /// <summary>The arguments of the jobs that were run, in their order.</summary>
    public IEnumerable<IReadOnlyList<string>> Jobs => Decisions.Select(d => d.Action).OfType<RunJob>().Select(j => j.Arguments);
}
