using System.Runtime.InteropServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Walks the joins of a query from one fact through the indexes, and finds the matches that stand.</summary>
internal sealed class JoinWalk(
    IReadOnlyList<RuleHead> heads, QueryPlan plan, MatcherWork work, IReadOnlyList<SlotConsumer> slots, Question[] questions, MatchTable matches)
{
    private readonly Membership[] tuple = new Membership[slots.Count];
    private readonly object?[] values = new object?[slots.Count];
    private readonly double[] answers = new double[questions.Length];
    private readonly Exception?[] unasked = new Exception?[questions.Length];
    private MemberIndex?[] indexes = [];
    private Probe?[] probes = [];
    private List<MatchChange> result = [];
    private int batch = -1;
    private int combinations;

    /// <summary>Counts the settlements, to mark the matches of each.</summary>
    public int Number { get; private set; }

    /// <summary>False when a limit broke the walk off.</summary>
    public bool IsDone { get; private set; }

    public void Begin(List<MatchChange> found)
    {
        Number++;
        (result, IsDone) = (found, true);
        if (batch == work.Batch) return;
        (batch, combinations) = (work.Batch, 0);
    }

    public void From(int slot, Membership member)
    {
        Bind(slot, member);
        var answered = 0UL;
        if (Hold(plan.Slots[slot].First, ref answered)) Walk(plan.Slots[slot].Next, answered);
        tuple[slot] = null!;
    }

    private void Walk(JoinNode? node, ulong answered)
    {
        if (node is null)
        {
            Found(answered);
            return;
        }

        if (node.Options is [KeyOption only])
        {
            Walk(only, Look(only), answered);
            return;
        }

        var candidates = Choose(node);
        switch (candidates.Option)
        {
            case KeyOption key:
                Walk(key, candidates.Bucket, answered);
                break;
            case OrderOption order:
                var cursor = candidates.Index!.From(candidates.First);
                while (cursor.Next(candidates.Last) is { } member) Try(order, member, answered);
                tuple[order.Slot] = null!;
                break;
            case ScanOption scan:
                foreach (var member in slots[scan.Slot].Memory!.Members) Try(scan, member, answered);
                tuple[scan.Slot] = null!;
                break;
        }
    }

    private void Walk(KeyOption option, Bucket? bucket, ulong answered)
    {
        if (bucket is null) return;
        for (var i = 0; i < bucket.Count; i++) Try(option, bucket[i], answered);
        tuple[option.Slot] = null!;
    }

    /// <summary>The option with the fewest facts; none when one of them has no fact at all.</summary>
    private Candidates Choose(JoinNode node)
    {
        var options = node.Options;
        if (options.Count == 1) return Look(options[0]);
        Candidates best = default;
        for (var i = 0; i < options.Count; i++)
        {
            var candidates = Look(options[i]);
            if (candidates.Option is null || candidates.Count == 0) return default;
            if (best.Option is null || candidates.Count < best.Count) best = candidates;
        }

        return best;
    }

    private Candidates Look(JoinOption option)
    {
        if (option is KeyOption key)
        {
            var bucket = Look(key);
            return new(option, bucket?.Count ?? 0) { Bucket = bucket };
        }

        try
        {
            return option is OrderOption order ? Range(order) : new(option, slots[option.Slot].Memory!.Count);
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a key joins with nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fault(option.Tie, exception);
            return default;
        }
    }

    /// <summary>
    /// The facts whose key equals that of what is bound. Rules that join one fact alike share the answer for as long as a batch settles.
    /// </summary>
    private Bucket? Look(KeyOption option)
    {
        var index = (KeyIndex)IndexOf(option);
        var probe = option.Outer is null ? null : probes[option.Number] ??= index.ProbeBy(option.Outer);
        if (probe is not null && probe.IsOf(tuple[option.OuterSlot].Fact, work.Batch)) return probe.Bucket;
        try
        {
            var bucket = Bucket(option, index);
            probe?.Set(tuple[option.OuterSlot].Fact, work.Batch, bucket);
            return bucket;
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a key joins with nothing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fault(option.Tie, exception);
            return null;
        }
    }

    /// <summary>One look at the first fact of a bucket tells about all of them.</summary>
    private Bucket? Bucket(KeyOption option, KeyIndex index)
    {
        for (var bucket = index.Find(option.Hash(values, answers, default)); bucket is not null; bucket = bucket.Next)
        {
            values[option.Slot] = bucket.Representative;
            if (AreTied(option.Ties)) return bucket;
        }

        return null;
    }

    private bool AreTied(IReadOnlyList<Check> ties)
    {
        for (var i = 0; i < ties.Count; i++)
        {
            if (!ties[i].Holds(values, answers, default)) return false;
        }

        return true;
    }

    private Candidates Range(OrderOption option)
    {
        var (first, last) = option.Range(values, answers);
        return new(option, first > last ? 0 : slots[option.Slot].Memory!.Count / 2) { First = first, Last = last, Index = (OrderIndex)IndexOf(option) };
    }

    private MemberIndex IndexOf(JoinOption option)
    {
        if (option.Number < indexes.Length && indexes[option.Number] is { } known) return known;
        if (option.Number >= indexes.Length)
        {
            Array.Resize(ref indexes, option.Number + 1);
            Array.Resize(ref probes, option.Number + 1);
        }

        var memory = slots[option.Slot].Memory!;
        return indexes[option.Number] = option is KeyOption key
            ? memory.Index(key.Pattern, p => new KeyIndex(p))
            : memory.Index(((OrderOption)option).Pattern, p => new OrderIndex(p));
    }

    private void Try(JoinOption option, Membership member, ulong answered)
    {
        if (++combinations > work.Limits.Combinations && work.IsLimited) throw Refusal(MatcherProblems.TooManyCombinations(heads[0].Context.Rule, work.Limits.Combinations, slots, plan));
        Bind(option.Slot, member);
        if (Hold(option.Checks, ref answered)) Walk(option.Next, answered);
    }

    private void Bind(int slot, Membership member) => (tuple[slot], values[slot]) = (member, member.Fact.Value);

    private bool Hold(IReadOnlyList<Check> checks, ref ulong answered)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            var check = checks[i];
            try
            {
                if (check.Subqueries != 0) Answer(check.Subqueries, ref answered);
                if (!check.Holds(values, answers, default)) return false;
            }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Fault(check, Unanswered.CauseOf(exception, unasked));
                return false;
            }
        }

        return true;
    }

    private void Answer(ulong asked, ref ulong answered)
    {
        for (var i = 0; i < questions.Length; i++)
        {
            var bit = 1UL << i;
            if ((asked & bit) == 0 || (answered & bit) != 0) continue;
            answers[i] = Ask(i);
            answered |= bit;
        }
    }

    private double Ask(int question)
    {
        try
        {
            return questions[question].Answer(values, tuple);
        }
#pragma warning disable CA1031 // A rule may throw anything; it is told when a condition reads the answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            unasked[question] = exception;
            return Unanswered.Answer;
        }
    }

    private void Found(ulong answered)
    {
        if (questions.Length > 0) Answer(ulong.MaxValue, ref answered);
        for (var i = 0; i < heads.Count; i++)
        {
            if (Hold(heads[i])) Found(heads[i]);
        }
    }

    /// <summary>What a rule alone checks at the end.</summary>
    private bool Hold(RuleHead head)
    {
        var checks = head.Last;
        for (var i = 0; i < checks.Count; i++)
        {
            try
            {
                if (!checks[i].Holds(values, answers, default)) return false;
            }
#pragma warning disable CA1031 // A rule may throw anything; what throws does not hold.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                head.Fault(checks[i].Location, exception, tuple);
                return false;
            }
        }

        return true;
    }

    private void Found(RuleHead head)
    {
        var match = matches.Find(head, tuple);
        if (match is null)
        {
            if (head.Matches >= work.Limits.Matches && work.IsLimited)
                throw Refusal(MatcherProblems.TooManyMatches(head.Context.Rule, work.Limits.Matches));
            match = matches.Add(head, tuple, answers);
            result.Add(new(match, MatchChangeKind.Began));
        }
        else if (!AreSame(answers, match.Answers))
        {
            answers.CopyTo(match.Answers, 0);
            match.Told = Number;
        }

        match.Found = Number;
        match.Unasked = Array.Exists(answers, Unanswered.IsNoAnswer) ? [.. unasked] : null;
    }

    /// <summary>Bit by bit, because what is no number may also be no answer.</summary>
    private static bool AreSame(double[] left, double[] right) =>
        MemoryMarshal.Cast<double, long>(left).SequenceEqual(MemoryMarshal.Cast<double, long>(right));

    /// <summary>A tie or an early condition belongs to every rule that searches here.</summary>
    private void Fault(int tie, Exception exception)
    {
        foreach (var head in heads) head.Fault(head.Plan.LocationOf(tie), exception, tuple);
    }

    private void Fault(Check check, Exception exception)
    {
        foreach (var head in heads) head.Fault(plan.LocationIn(head.Plan, check), exception, tuple);
    }

    private RunbookException Refusal(Diagnostic problem)
    {
        IsDone = false;
        Array.Clear(tuple);
        return new(problem);
    }

    /// <summary>The facts that may come next.</summary>
    private readonly record struct Candidates(JoinOption Option, int Count)
    {
        public Bucket? Bucket { get; init; }

        public OrderIndex? Index { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }
}
