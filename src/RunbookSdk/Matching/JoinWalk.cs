using System.Runtime.InteropServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Walks the joins of a query from one fact through the indexes, and finds the matches that stand.</summary>
internal sealed partial class JoinWalk(
    List<RuleHead> heads, QueryPlan plan, MatcherWork work, SlotConsumer[] slots, Question[] questions, MatchTable matches)
{
    private readonly Membership[] tuple = new Membership[slots.Length];
    private readonly object?[] values = new object?[slots.Length];
    private readonly double[] answers = new double[questions.Length];
    private readonly Exception?[] unasked = new Exception?[questions.Length];
    private HeadRun[] headRuns = [];
    private QueryPlan followed = plan;
    private MemberIndex?[] indexes = [];
    private Probe?[] probes = [];
    private List<MatchChange> result = [];
    private int batch = -1;
    private int combinations;

    /// <summary>Counts the settlements, to mark the matches of each.</summary>
    public int Number { get; private set; }

    public void Begin(List<MatchChange> found)
    {
        Number++;
        result = found;
        if (batch == work.Batch) return;
        (batch, combinations) = (work.Batch, 0);
    }

    /// <summary>Called when rules come or go. Follows the plan of one that searches here, so that one which is gone, and its script, can be forgotten.</summary>
    public void Follow(QueryPlan another)
    {
        if (another != followed) (followed, indexes, probes) = (another, [], []);
        headRuns = [];
    }

    public void From(int slot, Membership member)
    {
        Bind(slot, member, member.Fact);
        var answered = 0UL;
        if (Hold(followed.Slots[slot].First, ref answered)) Walk(followed.Slots[slot].Next, answered);
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
                while (cursor.Next(candidates.Last) is { } member) Try(order, member, member.Fact, answered);
                tuple[order.Slot] = null!;
                break;
            case ScanOption scan:
                foreach (var member in slots[scan.Slot].Memory!.Members) Try(scan, member, member.Fact, answered);
                tuple[scan.Slot] = null!;
                break;
        }
    }

    private void Walk(KeyOption option, Bucket? bucket, ulong answered)
    {
        if (bucket is null) return;
        for (var i = 0; i < bucket.Count; i++) Try(option, bucket[i], bucket.FactAt(i), answered);
        tuple[option.Slot] = null!;
    }

    private void Try(JoinOption option, Membership member, KnownFact fact, ulong answered)
    {
        if (++combinations > work.Limits.Combinations && work.IsLimited) throw Refusal(MatcherProblems.TooManyCombinations(heads[0].Context.Rule, work.Limits.Combinations, slots, followed));
        Bind(option.Slot, member, fact);
        if (Hold(option.Checks, ref answered)) Walk(option.Next, answered);
    }

    private void Bind(int slot, Membership member, KnownFact fact) => (tuple[slot], values[slot]) = (member, fact.Value);

    private bool Hold(Check[] checks, ref ulong answered)
    {
        for (var i = 0; i < checks.Length; i++)
        {
            var check = checks[i];
            try
            {
                if (check.Subqueries != 0) Answer(check.Subqueries, ref answered);
                if (!check.Holds(values, answers)) return false;
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
        if (headRuns.Length == 0) headRuns = HeadRun.Of(heads);
        for (var i = 0; i < headRuns.Length; i++) Found(headRuns[i]);
    }

    private void Found(HeadRun run)
    {
        var place = Next(run, 0);
        while (place < run.Heads.Length)
        {
            Found(run.Heads[place]);
            place = Next(run, place + 1);
        }
    }

    /// <summary>The next rule of a run whose conditions hold. When one throws, each is asked alone, so that it is known which.</summary>
    private int Next(HeadRun run, int from)
    {
        if (run.Loop is not { } loop) return NextAlone(run, from);
        try
        {
            return loop.Next(from, values, answers);
        }
#pragma warning disable CA1031 // A rule may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            return NextAlone(run, from);
        }
    }

    private int NextAlone(HeadRun run, int from)
    {
        while (from < run.Heads.Length && !Hold(run.Heads[from])) from++;
        return from;
    }

    /// <summary>What a rule alone checks at the end.</summary>
    private bool Hold(RuleHead head)
    {
        var checks = head.Last;
        for (var i = 0; i < checks.Length; i++)
        {
            try
            {
                if (!checks[i].Holds(values, answers)) return false;
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
        match.Unasked = answers.Length > 0 && Array.Exists(answers, Unanswered.IsNoAnswer) ? [.. unasked] : null;
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
        foreach (var head in heads) head.Fault(followed.LocationIn(head.Plan, check), exception, tuple);
    }

    private RunbookException Refusal(Diagnostic problem)
    {
        Array.Clear(tuple);
        return new(problem);
    }
}
