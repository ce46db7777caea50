using RunbookSdk.Actions;

namespace RunbookSdk.Cli.Against;

/// <summary>A decision of one version, of the other, or one of each that belong together.</summary>
internal readonly record struct DecisionPair(Decision? Here, Decision? There);

/// <summary>
/// Says which decisions of two versions belong together. First those that are the same at the same instant. Of the others, those of one rule,
/// target and action (a release apart from what it releases) are paired in their order, so that what is left over and what is apart in time
/// costs the least in all; a decision that moved is one pair, not two that are alone. Last, what one rule asked for at an instant and another
/// rule of the other version did as well.
/// </summary>
internal static class DecisionPairing
{
    /// <summary>Farther apart, two decisions are no longer one that has moved.</summary>
    public static readonly TimeSpan MovesAtMost = TimeSpan.FromHours(24);

    /// <summary>How far apart in time two decisions are worth that came to something else, or say something else.</summary>
    public static readonly TimeSpan OtherContent = TimeSpan.FromHours(1);

    /// <summary>Pairs that are tried with one another at once: a rule that flaps for years is looked at in parts.</summary>
    private const int MostAtOnce = 4_000;

    /// <summary>Pairs decisions; those that are alone have a pair of their own. In the order of their instants.</summary>
    public static IReadOnlyList<DecisionPair> Pair(IReadOnlyList<Decision> here, IReadOnlyList<Decision> there)
    {
        var pairs = new List<DecisionPair>();
        var (left, right) = TakeSame(here, there, SameAtOnce, pairs);
        (left, right) = TakeMoved(left, right, pairs);
        (left, right) = TakeSame(left, right, SameOfAnotherRule, pairs);
        pairs.AddRange(left.Select(d => new DecisionPair(d, null)));
        pairs.AddRange(right.Select(d => new DecisionPair(null, d)));
        return [.. pairs.OrderBy(InstantOf).ThenBy(p => p.Here?.Sequence ?? long.MaxValue).ThenBy(p => p.There?.Sequence ?? long.MaxValue)];
    }

    /// <summary>What two decisions of one rule, target and action have to be apart, in ticks; more than twice <see cref="Alone"/> is never paired.</summary>
    public static long Cost(Decision here, Decision there) =>
        Math.Abs((here.Instant - there.Instant).Ticks)
        + (here.Outcome == there.Outcome ? 0 : OtherContent.Ticks)
        + (here.Action.IsSameAs(there.Action) ? 0 : OtherContent.Ticks);

    /// <summary>What a decision costs that is left alone, in ticks.</summary>
    public static long Alone => MovesAtMost.Ticks / 2;

    /// <summary>
    /// Pairs the items of two lists in their order: the pairs and what is left alone cost the least in all. Of equal costs the pair that is
    /// first.
    /// </summary>
    public static IReadOnlyList<(int Left, int Right)> InOrder<T>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, T, long> cost, long alone)
    {
        // least[i, j]: what the items from i and from j on cost at least.
        var least = new long[left.Count + 1, right.Count + 1];
        for (var i = left.Count; i >= 0; i--)
        {
            for (var j = right.Count; j >= 0; j--)
            {
                if (i == left.Count || j == right.Count) least[i, j] = (left.Count - i + right.Count - j) * alone;
                else least[i, j] = Math.Min(cost(left[i], right[j]) + least[i + 1, j + 1], alone + Math.Min(least[i + 1, j], least[i, j + 1]));
            }
        }

        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < left.Count && j < right.Count;)
        {
            if (least[i, j] == cost(left[i], right[j]) + least[i + 1, j + 1]) pairs.Add((i++, j++));
            else if (least[i, j] == alone + least[i + 1, j]) i++;
            else j++;
        }

        return pairs;
    }

    private static object SameAtOnce(Decision decision) => (decision.Rule, decision.Instant, decision.IsRelease, decision.Outcome, decision.Action.Identity);

    private static object SameOfAnotherRule(Decision decision) => (decision.Instant, decision.IsRelease, decision.Outcome, decision.Action.Identity);

    private static object OneSubject(Decision decision) => (decision.Rule, decision.IsRelease, decision.Action.Name, decision.Target);

    /// <summary>Pairs what has the same key, the first with the first.</summary>
    private static (List<Decision> Here, List<Decision> There) TakeSame(
        IReadOnlyList<Decision> here, IReadOnlyList<Decision> there, Func<Decision, object> key, List<DecisionPair> pairs)
    {
        var waiting = there.GroupBy(key).ToDictionary(g => g.Key, g => new Queue<Decision>(g));
        var alone = new List<Decision>();
        foreach (var decision in here)
        {
            if (waiting.GetValueOrDefault(key(decision)) is { Count: > 0 } same) pairs.Add(new(decision, same.Dequeue()));
            else alone.Add(decision);
        }

        return (alone, [.. waiting.Values.SelectMany(q => q).OrderBy(d => d.Sequence)]);
    }

    private static (List<Decision> Here, List<Decision> There) TakeMoved(List<Decision> here, List<Decision> there, List<DecisionPair> pairs)
    {
        var others = there.ToLookup(OneSubject);
        var paired = new HashSet<Decision>(ReferenceEqualityComparer.Instance);
        foreach (var group in here.GroupBy(OneSubject))
        {
            var right = others[group.Key].ToList();
            foreach (var (mine, theirs) in Parts([.. group], right))
            {
                foreach (var (i, j) in InOrder(mine, theirs, Cost, Alone))
                {
                    pairs.Add(new(mine[i], theirs[j]));
                    paired.Add(mine[i]);
                    paired.Add(theirs[j]);
                }
            }
        }

        return ([.. here.Where(d => !paired.Contains(d))], [.. there.Where(d => !paired.Contains(d))]);
    }

    /// <summary>Cuts long lists where time does, so that memory stays bounded.</summary>
    private static IEnumerable<(List<Decision> Here, List<Decision> There)> Parts(List<Decision> here, List<Decision> there)
    {
        for (var (i, j) = (0, 0); i < here.Count && j < there.Count;)
        {
            var (endHere, endThere) = (Math.Min(i + (MostAtOnce / 2), here.Count), Math.Min(j + (MostAtOnce / 2), there.Count));
            if (endHere < here.Count || endThere < there.Count)
            {
                var end = Math.Min(here[endHere - 1].Instant.UtcTicks, there[endThere - 1].Instant.UtcTicks);
                endHere = Math.Max(i + 1, EndOf(here, i, endHere, end));
                endThere = Math.Max(j + 1, EndOf(there, j, endThere, end));
            }

            yield return (here[i..endHere], there[j..endThere]);
            (i, j) = (endHere, endThere);
        }
    }

    private static int EndOf(List<Decision> decisions, int from, int to, long end)
    {
        while (to > from && decisions[to - 1].Instant.UtcTicks > end) to--;
        return to;
    }

    private static DateTimeOffset InstantOf(DecisionPair pair) => (pair.Here, pair.There) switch
    {
        ({ } here, { } there) => here.Instant < there.Instant ? here.Instant : there.Instant,
        ({ } here, null) => here.Instant,
        var (_, there) => there!.Instant,
    };
}
