using System.Runtime.InteropServices;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>A match that stands, what it asked for, and the alarm of its conditions on now.</summary>
internal sealed class MatchState(RuleRuntime rule, Match match, Agenda agenda) : Alarm
{
    /// <summary>Where its facts stand in what the round has seen; -1 between rounds.</summary>
    private int place = -1;

    public RuleRuntime Rule { get; } = rule;

    /// <summary>The matcher's match; another object for the same match after an evaluation was taken back.</summary>
    public Match Match { get; set; } = match;

    /// <summary>True when somebody was woken because what it asks for was stopped.</summary>
    public bool HasEscalated { get; set; }

    /// <summary>True while its conditions on now hold too.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The fact that is too old for the match to begin, or null.</summary>
    public Facts.KnownFact? WaitsFor { get; set; }

    public DateTimeOffset BeganAt { get; set; }

    /// <summary>Its place among the matches of its session in the order in which they began.</summary>
    public long Number { get; set; }

    /// <summary>Its place among the matches of its rule that began at the same instant.</summary>
    public int NumberOfInstant { get; set; } = 1;

    /// <summary>How often something was proposed for it, or decided at once.</summary>
    public int Requests { get; set; }

    /// <summary>How often something was released when it ended or asked for something else.</summary>
    public int Released { get; set; }

    /// <summary>What of its decisions is to be proved, or was: the key of the last one.</summary>
    public string? Verifies { get; set; }

    /// <summary>The standing action that it claims, or null.</summary>
    public StandingEntry? Claim { get; set; }

    /// <summary>The standing action as this match last asked for it, with its own reason.</summary>
    public StandingAction? Asked { get; set; }

    /// <summary>The fact that it derives, or null.</summary>
    public object? Derived { get; set; }

    public KnownFact? DerivedFact { get; set; }

    /// <summary>The values that were last looked at; kept for rules that ask again on change.</summary>
    public object[]? Seen { get; set; }

    /// <summary>True once the match has asked for something; one whose projection threw has not.</summary>
    public bool HasAsked { get; set; }

    public override string What => $"rule {Rule.Model.Id} looks again";

    public override void Ring(DateTimeOffset now) => agenda.Recheck(this);

    /// <summary>
    /// Keeps what its facts are as the round begins: the round's decisions rest on this, whatever others write meanwhile.
    /// </summary>
    public void BeginRound(List<SeenFact> seen)
    {
        if (place >= 0) return;
        place = seen.Count;
        var facts = Match.Facts;
        for (var i = 0; i < facts.Count; i++) seen.Add(new(facts[i].Value, facts[i].ObservedAt));
    }

    public void EndRound() => place = -1;

    /// <summary>Its facts as they were when the round began.</summary>
    public ReadOnlySpan<SeenFact> SeenIn(List<SeenFact> seen) =>
        CollectionsMarshal.AsSpan(seen).Slice(place, Match.Facts.Count);

    /// <summary>The matched facts as they were when the round began; between rounds as they are now.</summary>
    public IReadOnlyList<Evidence> Evidence() => place < 0 ? EvidenceOf(Match) : EvidenceOf(Match, SeenIn(agenda.SeenFacts));

    public static IReadOnlyList<Evidence> EvidenceOf(Match match) => [.. match.Facts.Select(f => EvidenceOf(f))];

    public static Evidence EvidenceOf(KnownFact fact) => EvidenceOf(fact.Type, new(fact.Value, fact.ObservedAt));

    private static Evidence[] EvidenceOf(Match match, ReadOnlySpan<SeenFact> seen)
    {
        var evidence = new Evidence[seen.Length];
        for (var i = 0; i < evidence.Length; i++) evidence[i] = EvidenceOf(match.Facts[i].Type, seen[i]);
        return evidence;
    }

    public static Evidence EvidenceOf(FactType type, SeenFact seen) => seen.Value is GroupValue group
        ? new Evidence("Group", type.KeyText(group), seen.ObservedAt, GroupEvidence(group))
        : new Evidence(type.Name, type.KeyText(seen.Value), seen.ObservedAt, seen.Value);

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
