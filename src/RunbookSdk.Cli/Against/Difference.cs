using RunbookSdk.Actions;
using RunbookSdk.Explanation;
using RunbookSdk.Journal;

namespace RunbookSdk.Cli.Against;

/// <summary>What became of a decision between two versions.</summary>
internal enum DifferenceKind
{
    /// <summary>It is only here.</summary>
    Appears,

    /// <summary>It is only there.</summary>
    Vanishes,

    /// <summary>It comes at another instant.</summary>
    Moves,

    /// <summary>It comes at the same instant, and says something else.</summary>
    Changes,
}

/// <summary>Something that a decision says otherwise.</summary>
internal sealed record ChangedMember(string Name, string Here, string There);

/// <summary>A difference between the decisions of two versions.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Here">The decision of this version; null when it vanishes.</param>
/// <param name="There">That of the other version; null when it appears.</param>
/// <param name="Changed">What it says otherwise.</param>
/// <param name="Reason">Why, as far as that can be said.</param>
internal sealed record Difference(DifferenceKind Kind, Decision? Here, Decision? There, IReadOnlyList<ChangedMember> Changed, Reason? Reason)
{
    public Decision Shown => Here ?? There!;

    /// <summary>What is otherwise in a pair; null when nothing is but the words of its reason.</summary>
    public static Difference? Of(DecisionPair pair, Func<Decision, Reason?> reason)
    {
        if (pair is not ({ } here, { } there))
            return new(pair.Here is null ? DifferenceKind.Vanishes : DifferenceKind.Appears, pair.Here, pair.There, [], reason(pair.Here ?? pair.There!));
        IReadOnlyList<ChangedMember> changed = [.. ChangedIn(here, there)];
        if (here.Instant == there.Instant && changed.Count == 0) return null;
        var earlier = here.Instant <= there.Instant ? here : there;
        return new(here.Instant == there.Instant ? DifferenceKind.Changes : DifferenceKind.Moves, here, there, changed, reason(earlier));
    }

    private static IEnumerable<ChangedMember> ChangedIn(Decision here, Decision there)
    {
        foreach (var (name, mine, theirs) in Members(here).Zip(Members(there), (h, t) => (h.Name, h.Value, t.Value)))
        {
            if (mine != theirs) yield return new(name, mine, theirs);
        }

        var (details, others) = (here.Action.Details.ToDictionary(), there.Action.Details.ToDictionary());
        foreach (var name in details.Keys.Union(others.Keys))
        {
            if (details.GetValueOrDefault(name) != others.GetValueOrDefault(name))
                yield return new(name, details.GetValueOrDefault(name, "nothing"), others.GetValueOrDefault(name, "nothing"));
        }
    }

    private static IEnumerable<(string Name, string Value)> Members(Decision decision) =>
    [
        ("rule", decision.Rule),
        ("mode", DecisionWords.Of(decision.Mode)),
        ("outcome", DecisionWords.Of(decision.Outcome)),
        ("lease", decision.LeaseUntil is { } until ? (until - decision.Instant).ToString("c") : "none"),
    ];
}

/// <summary>Why the version that did not decide something did not, at the instant at which the other one did.</summary>
/// <param name="Kind">What kind of reason it is.</param>
/// <param name="Text">In words.</param>
internal sealed record Reason(ReasonKind Kind, string Text)
{
    /// <summary>The clause that fails.</summary>
    public ExplainedClause? Clause { get; init; }

    /// <summary>The clause at its place in the version that decided; null when the rules have not as many clauses.</summary>
    public ExplainedClause? Counterpart { get; init; }

    /// <summary>What the clauses were asked about.</summary>
    public IReadOnlyList<Evidence> Facts { get; init; } = [];
}

/// <summary>Kinds of reasons; written in kebab-case.</summary>
internal enum ReasonKind
{
    /// <summary>The version that did not decide has no such rule.</summary>
    NoSuchRule,

    /// <summary>A fact that the decision rests on is not known to it, for its other rules have not made it.</summary>
    NoSuchFact,

    /// <summary>A clause of its rule fails.</summary>
    ClauseFails,

    /// <summary>Its rule matches as well: what came before, or what limits it, makes the difference.</summary>
    Matches,

    /// <summary>It has nothing in force that it could release.</summary>
    NothingToRelease,
}
