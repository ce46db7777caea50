using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Facts that satisfy a rule together. Its identity is the rule and the facts, not their values.</summary>
internal sealed class Match(RuleModel rule, KnownFact[] facts, double[] answers) : IComparable<Match>
{
    private readonly KnownFact[] facts = facts;

    public RuleModel Rule { get; } = rule;

    /// <summary>One fact for each slot of the rule.</summary>
    public IReadOnlyList<KnownFact> Facts => facts;

    /// <summary>The answers of the rule's questions, as they are now.</summary>
    public double[] Answers { get; } = answers;

    /// <summary>For each question that could not be asked, why; null when all were.</summary>
    public IReadOnlyList<Exception?>? Unasked { get; set; }

    /// <summary>What the owner of the match keeps about it.</summary>
    public object? State { get; set; }

    /// <summary>For the matcher: the last evaluation that doubted the match, and the last that found it.</summary>
    internal int Doubted { get; set; }

    internal int Found { get; set; }

    /// <summary>For the matcher: the last evaluation in which something changed on which what follows from the match rests.</summary>
    internal int Told { get; set; }

    /// <summary>For the matcher: its places in the lists of its facts.</summary>
    internal MatchLink[] Links { get; init; } = [];

    internal Match? NextWithHash { get; set; }

    /// <summary>For the matcher: the rule in it.</summary>
    internal RuleHead? Head { get; init; }

    /// <summary>Orders matches: by the order in which their facts became known, slot by slot; groups by their key's text.</summary>
    public int CompareTo(Match? other)
    {
        if (other is null) return 1;
        for (var i = 0; i < facts.Length && i < other.facts.Length; i++)
        {
            var order = Compare(facts[i], other.facts[i]);
            if (order != 0) return order;
        }

        return 0;
    }

    /// <summary>True for the same rule and the same facts; a group is the same when its key is.</summary>
    public bool IsSameAs(Match other) =>
        ReferenceEquals(Rule, other.Rule) && facts.Zip(other.facts).All(p => p.First == p.Second
            || (p.First.Value is GroupValue left && p.Second.Value is GroupValue right && Equals(left.Key, right.Key)));

    private static int Compare(KnownFact left, KnownFact right) => left.Value is GroupValue && right.Value is GroupValue
        ? string.CompareOrdinal(left.Type.KeyText(left.Value), right.Type.KeyText(right.Value))
        : left.Sequence.CompareTo(right.Sequence);
}
