using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Conformance;

/// <summary>Listens to a matcher: which matches stand, and what it said against the contract of matchers.</summary>
internal sealed class RecordingMatcher(IMatcher inner) : IMatcher
{
    private readonly HashSet<Match> standing = [];
    private readonly HashSet<Match> identities = new(new SameMatch());

    /// <summary>What was said that no matcher may say.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>The matches that stand and whose conditions on time hold too, as texts.</summary>
    public IEnumerable<string> Open => standing.Where(m => m.State is MatchState { IsOpen: true }).Select(MatchText.Of);

    public void Apply(IReadOnlyList<SourceChange> changes, List<MatchChange> result) => Listen(r => inner.Apply(changes, r), result);

    public void TakeBack(IReadOnlyList<SourceChange> changes, List<MatchChange> result) => Listen(r => inner.TakeBack(changes, r), result);

    public void Swap(RuleSwap swap, List<MatchChange> result) => Listen(r => inner.Swap(swap, r), result);

    private void Listen(Action<List<MatchChange>> call, List<MatchChange> result)
    {
        var said = result.Count;
        try
        {
            call(result);
        }
        finally
        {
            // The order in which a matcher says it does not matter, so what ends goes first.
            foreach (var (match, kind) in result.Skip(said).OrderByDescending(c => c.Kind)) Take(match, kind);
        }
    }

    private void Take(Match match, MatchChangeKind kind)
    {
        switch (kind)
        {
            case MatchChangeKind.Ended:
                Require(standing.Remove(match), match, "ended although it did not stand");
                identities.Remove(match);
                break;
            case MatchChangeKind.Changed:
                Require(standing.Contains(match), match, "changed although it did not stand");
                break;
            default:
                Require(identities.Add(match), match, "began although it stood already");
                standing.Add(match);
                break;
        }
    }

    private void Require(bool holds, Match match, string otherwise)
    {
        if (!holds) Violations.Add($"{MatchText.Of(match)} {otherwise}");
    }

    private sealed class SameMatch : IEqualityComparer<Match>
    {
        public bool Equals(Match? x, Match? y) => x is null ? y is null : y is not null && x.IsSameAs(y);

        public int GetHashCode(Match obj) => obj.Facts.Aggregate(
            obj.Rule.GetHashCode(), static (hash, fact) => (hash * 31) + (fact.Value is GroupValue group ? group.Key?.GetHashCode() ?? 0 : fact.GetHashCode()));
    }
}
