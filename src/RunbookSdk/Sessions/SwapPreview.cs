using RunbookSdk.Actions;

namespace RunbookSdk.Sessions;

/// <summary>A match of a rule: facts that satisfy it together.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="BeganAt">When the match began.</param>
/// <param name="Facts">The matched facts with their values, in the order in which the rule names them.</param>
public sealed record StandingMatch(string Rule, DateTimeOffset BeganAt, IReadOnlyList<Evidence> Facts);

/// <summary>What <see cref="RunbookSession.Swap"/> would do, had it been called instead of <see cref="RunbookSession.Preview"/>.</summary>
/// <param name="Added">Ids of rules that the session does not have, in the order of their declaration.</param>
/// <param name="Changed">Ids of rules that say something else now; each ends what it asks for and begins anew.</param>
/// <param name="Removed">Ids of rules that are gone.</param>
/// <param name="Begun">The matches that would begin, in order.</param>
/// <param name="Ended">The matches that would end, in order.</param>
/// <param name="Evaluation">What the swap would return: decisions, releases among them, and faults.</param>
public sealed record SwapPreview(
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Removed,
    IReadOnlyList<StandingMatch> Begun,
    IReadOnlyList<StandingMatch> Ended,
    Evaluation Evaluation)
{
    internal static SwapPreview Of(RuleChange change, IReadOnlyList<MatchTurn> turns, Evaluation evaluation)
    {
        var before = change.Removed.Select(r => r.Model.Id).ToHashSet(StringComparer.Ordinal);
        var after = change.Added.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. change.Added.Select(m => m.Id).Where(id => !before.Contains(id))],
            [.. change.Added.Select(m => m.Id).Where(before.Contains)],
            [.. change.Removed.Select(r => r.Model.Id).Where(id => !after.Contains(id))],
            [.. turns.Where(t => t.HasBegun).Select(t => t.Match)],
            [.. turns.Where(t => !t.HasBegun).Select(t => t.Match)],
            evaluation);
    }
}

/// <summary>A match that begins or ends.</summary>
internal readonly record struct MatchTurn(StandingMatch Match, bool HasBegun);
