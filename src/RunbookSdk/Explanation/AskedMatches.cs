using RunbookSdk.Sessions;

namespace RunbookSdk.Explanation;

/// <summary>The matches of a rule that somebody asks about.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Focus">The slot whose facts have the key that was asked for; null for all matches.</param>
internal sealed record AskedMatches(string Rule, Focus? Focus)
{
    /// <summary>Those that stand.</summary>
    public IEnumerable<StandingMatch> In(SessionSnapshot snapshot) => snapshot.Matches(Rule).Where(Has);

    /// <summary>True for a match that is about the key.</summary>
    public bool Has(StandingMatch match) => Focus is null || Focus.IsAbout(match.Facts[Focus.Slot]);

    /// <summary>What was decided for them in an evaluation, be it that it was denied.</summary>
    public IReadOnlyList<Actions.Decision> DecidedIn(Evaluation evaluation) =>
        [.. evaluation.Decisions.Where(d => d.Rule == Rule && !d.IsRelease && Has(new(d.Rule, d.MatchBegan, d.Facts)))];
}
