using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The groups of a query's matches: each is a fact of its own to the query around it.</summary>
internal sealed class GroupMemory
{
    private static readonly FactType Groups = FactType.Of(typeof(GroupValue));
    private readonly RuleContext context;
    private readonly SourceModel.Group model;
    private readonly Compiled<object?> key;
    private readonly (Compiled<bool>? Counts, Compiled<double>? Number)[] questions;
    private readonly (Compiled<object?> Key, Compiled<object?> Element)[] orders;
    private readonly Dictionary<Match, Member> members = [];
    private readonly Dictionary<ValueTuple<object?>, State> groups = [];
    private readonly List<State> touched = [];
    private readonly IFeed target;
    private long sequence;

    public GroupMemory(RuleContext context, SourceModel.Group model, IFeed target)
    {
        (this.context, this.model, this.target) = (context, model, target);
        key = Compilation.Compile<object?>(model.Key, model.Query);
        questions = [.. model.Aggregates.Select(a => (
            a.Condition is null ? null : Compilation.Compile<bool>(a.Condition, model.Query),
            a.Selector is null ? null : Compilation.Compile<double>(a.Selector, model.Query)))];
        orders = [.. model.Firsts.Select(f => (
            Compilation.Compile<object?>(f.Key, model.Query), Compilation.Compile<object?>(f.Element, model.Query)))];
    }

    /// <summary>Takes what became of the matches and tells the query around it what became of the groups.</summary>
    public void Take(List<MatchChange> changes)
    {
        foreach (var (match, kind) in changes)
        {
            if (members.Remove(match, out var member)) Remove(match, member);
            if (kind != MatchChangeKind.Ended) Add(match);
        }

        foreach (var group in touched) Tell(group);
        touched.Clear();
    }

    private void Add(Match match)
    {
        try
        {
            var facts = match.Facts.Select(f => (object?)f.Value).ToArray();
            var value = key(facts, match.Answers, default);
            var numbers = questions.Select((q, i) => Number(q, i, facts, match)).ToArray();
            Ranked?[] ranks = orders.Length == 0 ? [] : [.. orders.Select((o, i) => Rank(o, i, facts, match))];
            var group = GroupOf(value);
            Touch(group);
            group.Matches.Add(match);
            for (var i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] is { } number) group.Answers[i].Add(number);
            }

            for (var i = 0; i < ranks.Length; i++)
            {
                if (ranks[i] is { } rank) group.Rankings[i].Add(rank);
            }

            members[match] = new Member(group, numbers, ranks);
        }
#pragma warning disable CA1031 // A rule may throw anything; a match without a key is in no group.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(context.Rule.Location, exception, [.. match.Facts]);
        }
    }

    /// <summary>What a member adds to a question; null when it does not count there.</summary>
    private double? Number((Compiled<bool>? Counts, Compiled<double>? Number) question, int place, object?[] facts, Match match)
    {
        try
        {
            if (question.Counts?.Invoke(facts, match.Answers, default) == false) return null;
            return question.Number?.Invoke(facts, match.Answers, default) ?? 0;
        }
#pragma warning disable CA1031 // A rule may throw anything; a member for which a question throws does not count there.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(model.Aggregates[place].Location, exception, [.. match.Facts]);
            return null;
        }
    }

    /// <summary>The place of a member in an order; null when it has none.</summary>
    private Ranked? Rank((Compiled<object?> Key, Compiled<object?> Element) order, int place, object?[] facts, Match match)
    {
        try
        {
            return new Ranked(order.Key(facts, match.Answers, default), match, order.Element(facts, match.Answers, default));
        }
#pragma warning disable CA1031 // A rule may throw anything; a member without a key has no place in the order.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(model.Firsts[place].Location, exception, [.. match.Facts]);
            return null;
        }
    }

    private void Remove(Match match, Member member)
    {
        var group = member.Group;
        Touch(group);
        if (group.Matches.Count == 1) group.LastObservedAt = group.ObservedAt;
        group.Matches.Remove(match);
        for (var i = 0; i < member.Numbers.Length; i++)
        {
            if (member.Numbers[i] is { } number) group.Answers[i].Remove(number);
        }

        for (var i = 0; i < member.Ranks.Length; i++)
        {
            if (member.Ranks[i] is { } rank) group.Rankings[i].Remove(rank);
        }
    }

    private State GroupOf(object? value)
    {
        var boxed = new ValueTuple<object?>(value);
        if (!groups.TryGetValue(boxed, out var group))
        {
            groups[boxed] = group = new State(
                value, [.. model.Aggregates.Select(a => new Aggregate(a.Kind, a.Parameter))], [.. model.Firsts.Select(f => new Ranking(f))]);
        }

        return group;
    }

    private void Touch(State group)
    {
        if (group.IsTouched) return;
        group.IsTouched = true;
        touched.Add(group);
    }

    private void Tell(State group)
    {
        group.IsTouched = false;
        if (group.Matches.Count == 0)
        {
            groups.Remove(new ValueTuple<object?>(group.Key));
            if (group.Fact is not { } gone) return;
            gone.IsKnown = false;
            target.Take(gone, ChangeKind.Removed);
            return;
        }

        var value = new GroupValue(group.Key, group.Matches.Count, [.. group.Answers.Select(a => a.Value)])
        {
            Firsts = group.Rankings.Length == 0 ? [] : [.. group.Rankings.Select(r => r.First)],
        };
        if (group.Fact is null)
        {
            group.Fact = new GroupFact(group, ++sequence) { Value = value };
            target.Take(group.Fact, ChangeKind.Added);
        }
        else if (!group.Fact.Value.Equals(value))
        {
            group.Fact.Value = value;
            target.Take(group.Fact, ChangeKind.Updated);
        }
    }

    private sealed class GroupFact : KnownFact
    {
        private readonly State group;

        public GroupFact(State group, long sequence)
            : base(Groups, sequence) => (this.group, HasMembers) = (group, true);

        protected override DateTimeOffset MembersObservedAt => group.ObservedAt;
    }

    private sealed record Member(State Group, double?[] Numbers, Ranked?[] Ranks);

    private sealed class State(object? key, Aggregate[] answers, Ranking[] rankings)
    {
        public object? Key { get; } = key;

        public Aggregate[] Answers { get; } = answers;

        public Ranking[] Rankings { get; } = rankings;

        public HashSet<Match> Matches { get; } = [];

        /// <summary>When a fact of the last member was observed, for when there is none any more.</summary>
        public DateTimeOffset LastObservedAt { get; set; }

        public DateTimeOffset ObservedAt =>
            Matches.Count == 0 ? LastObservedAt : Matches.Max(m => m.Facts.Max(f => f.ObservedAt));

        public bool IsTouched { get; set; }

        public KnownFact? Fact { get; set; }
    }
}
