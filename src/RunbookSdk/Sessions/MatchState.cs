using RunbookSdk.Actions;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>A match that stands, what it asked for, and the alarm of its conditions on now.</summary>
internal sealed class MatchState(RuleRuntime rule, Match match, Agenda agenda) : Alarm
{
    public RuleRuntime Rule { get; } = rule;

    /// <summary>The matcher's match; another object for the same match after an evaluation was taken back.</summary>
    public Match Match { get; set; } = match;

    /// <summary>True while its conditions on now hold too.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The fact that is too old for the match to begin, or null.</summary>
    public Facts.KnownFact? WaitsFor { get; set; }

    public DateTimeOffset BeganAt { get; set; }

    /// <summary>The standing action that it claims, or null.</summary>
    public StandingEntry? Claim { get; set; }

    /// <summary>The standing action as this match last asked for it, with its own reason.</summary>
    public StandingAction? Asked { get; set; }

    /// <summary>The fact that it derives, or null.</summary>
    public object? Derived { get; set; }

    public Facts.KnownFact? DerivedFact { get; set; }

    /// <summary>The values that were last looked at; kept for rules that ask again on change.</summary>
    public object[]? Seen { get; set; }

    public override void Ring(DateTimeOffset now) => agenda.Recheck(this);

    /// <summary>The values of the matched facts in the round that runs: a decision rests on these, whatever others write meanwhile.</summary>
    public object[]? Values { get; private set; }

    private IReadOnlyList<Evidence>? evidence;

    /// <summary>True once the match has asked for something; one whose projection threw has not.</summary>
    public bool HasAsked { get; set; }

    public void BeginRound()
    {
        Values = [.. Match.Facts.Select(f => f.Value)];
        evidence = EvidenceOf(Match);
    }

    public void EndRound() => (Values, evidence) = (null, null);

    /// <summary>The matched facts as they were when the round began; between rounds as they are now.</summary>
    public IReadOnlyList<Evidence> Evidence() => evidence ?? EvidenceOf(Match);

    public static IReadOnlyList<Evidence> EvidenceOf(Match match) => [.. match.Facts.Select(f => EvidenceOf(f))];

    public static Evidence EvidenceOf(Facts.KnownFact fact) => fact.Value is GroupValue group
        ? new Evidence("Group", fact.Type.KeyText(group), fact.ObservedAt, GroupEvidence(group))
        : new Evidence(fact.Type.Name, fact.Type.KeyText(fact.Value), fact.ObservedAt, fact.Value);

    private static SortedDictionary<string, object?> GroupEvidence(GroupValue group)
    {
        var evidence = new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["answers"] = group.Answers,
            ["count"] = group.Count,
            ["key"] = group.Key,
        };
        if (group.Firsts.Count > 0) evidence["firsts"] = group.Firsts;
        return evidence;
    }
}
