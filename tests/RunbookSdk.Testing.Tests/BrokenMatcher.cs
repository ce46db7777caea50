using RunbookSdk.Matching;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Tests;

/// <summary>The built-in matcher with a mistake: what goes in and what comes out pass through functions.</summary>
internal sealed class BrokenMatcher(
    IFaultSink faults, MatcherLimits limits, Func<SourceChange, IEnumerable<SourceChange>> hear, Func<MatchChange, IEnumerable<MatchChange>> say)
    : IMatcher
{
    private readonly IMatcher inner = new IncrementalMatcher(faults, limits);

    /// <summary>Options of a session whose matcher says something else than it should.</summary>
    public static SessionOptions Saying(Func<MatchChange, IEnumerable<MatchChange>> say) => Options(c => [c], () => say);

    /// <summary>The same, for mistakes that remember something; each session gets a mistake of its own.</summary>
    public static SessionOptions Saying(Func<Func<MatchChange, IEnumerable<MatchChange>>> make) => Options(c => [c], make);

    /// <summary>Options of a session whose matcher misunderstands what it is told.</summary>
    public static SessionOptions Hearing(Func<SourceChange, IEnumerable<SourceChange>> hear) => Options(hear, () => c => [c]);

    public void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result) =>
        Pass(said => inner.Apply([.. changes.SelectMany(hear)], said), result);

    public void TakeBack(IReadOnlyList<SourceChange> changes, List<MatchChange> result) =>
        Pass(said => inner.TakeBack([.. changes.SelectMany(hear)], said), result);

    public void Swap(RuleSwap swap, List<MatchChange> result) => Pass(said => inner.Swap(swap, said), result);

    private static SessionOptions Options(
        Func<SourceChange, IEnumerable<SourceChange>> hear, Func<Func<MatchChange, IEnumerable<MatchChange>>> make)
    {
        var say = make();
        return new SessionOptions { Matcher = (faults, limits) => new BrokenMatcher(faults, limits, hear, say) };
    }

    private void Pass(Action<List<MatchChange>> call, List<MatchChange> result)
    {
        var said = new List<MatchChange>();
        call(said);
        result.AddRange(said.SelectMany(say));
    }
}
