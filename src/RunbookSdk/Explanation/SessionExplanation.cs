using RunbookSdk.Rules.Model;
using RunbookSdk.Sessions;

namespace RunbookSdk.Explanation;

/// <summary>Asks sessions why.</summary>
public static class SessionExplanation
{
    /// <summary>
    /// Says why a rule matches, or why it does not, on what the session knows after its last evaluation. Costs nothing until it is asked; then
    /// it looks at every combination of facts that could be nearest, up to 200,000.
    /// </summary>
    /// <param name="session">The session; asked by the thread that it belongs to, between evaluations.</param>
    /// <param name="rule">Id of the rule.</param>
    /// <param name="key">
    /// Key of a fact that it is about, as decisions write it (<c>online1/WebTools</c>), or one member of such a key (<c>online1</c>); null: the
    /// nearest of all.
    /// </param>
    /// <param name="options">What is looked for, and how it is written; default: see <see cref="ExplanationOptions"/>.</param>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside.</exception>
    public static RuleExplanation Explain(this RunbookSession session, string rule, string? key = null, ExplanationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rule);
        options ??= new();
        var asked = session.Rules.Rules.FirstOrDefault(r => r.Id == rule) ?? throw new ArgumentException($"There is no rule '{rule}'.", nameof(rule));
        var found = session.Look(network => new Explainer(asked.Model, new KnownWorld(network, session.Now), options).Explain(key));
        var snapshot = session.Snapshot;
        var matched = new AskedMatches(rule, found.Walk.Focused);
        IReadOnlyList<StandingMatch> matches = [.. matched.In(snapshot)];
        IReadOnlyList<MatchRequest> requests = [.. session.Requests(rule).Where(r => matched.Has(r.Match))];
        var isKeyKnown = key is null || found.Walk.Focused is not null;
        var ages = Explainer.ClausesOf(asked.Model).All.Any(HasAge);
        return new RuleExplanation
        {
            Rule = rule,
            Location = asked.Location,
            Key = key,
            Instant = session.Now,
            IsKeyKnown = isKeyKnown,
            Matches = matches,
            Clauses = found.Clauses,
            Nearest = [.. found.Nearest.Select(MatchState.EvidenceOf)],
            Standing = [.. new RequestLines(asked, session, requests, key is not null, options).All],
            Waiting = [.. requests.Where(r => r.By is null).Select(r => r.Proposal).OfType<WaitingProposal>().Distinct()],
            Ways = found.Steps is { } steps && matches.Count == 0 && isKeyKnown
                ? WaySearch.Find(session, matched, found.Nearest, steps, ages)
                : [],
            IsComplete = found.IsComplete,
            Options = options,
        };
    }

    /// <summary>Whether a clause minds how old a fact is.</summary>
    internal static bool HasAge(Clause clause) => clause is Clause.Age or Clause.Through { Source: SourceModel.Fresh or SourceModel.Raised { MaxAge: not null } };
}
