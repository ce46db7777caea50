using System.Linq.Expressions;
using System.Numerics;
using System.Runtime.CompilerServices;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// How to find the matches of a query: what is looked up, what is asked, and what of a fact matters. Made once for a rule; the sessions
/// of any number of threads share it. It lives as long as the rule, so that a script can be unloaded.
/// </summary>
internal sealed class QueryPlan
{
    private static readonly ConditionalWeakTable<QueryModel, QueryPlan> Plans = [];
    /// <summary>With more facts, conditions in between keep a search from going too far, and these differ from rule to rule.</summary>
    private const int MostSharedSlots = 2;

    private readonly Lock gate = new();
    private readonly Dictionary<ulong, JoinNode> nodes = [];
    private readonly QueryModel query;
    private readonly IReadOnlyList<Check> conditions;
    private readonly IReadOnlyList<JoinTie> ties;
    private readonly IReadOnlyList<int> tieConditions;
    private int options;

    private QueryPlan(QueryModel query, IReadOnlyList<Expression> told, bool tellsAll)
    {
        this.query = query;
        IsShared = query.Subqueries.Count == 0 && query.Slots.Count <= MostSharedSlots && query.Slots.All(s => s.Source is not SourceModel.Group);
        conditions = [.. query.Conditions.Select(c => new Check(c.Body, query, c.Subqueries, c.Location))];
        ties = JoinTie.Of(query);
        tieConditions = TiesOfUse();
        Last = IsShared ? [.. ChecksOf(0, AllSlots, [.. tieConditions])] : [];
        Questions = [.. query.Subqueries.Select(s => new QuestionPlan(query, s))];
        Slots = [.. query.Slots.Select(s => SlotOf(s, told, tellsAll))];
        ShareKey = (
            query.Slots.Count,
            (query.Slots[0].Source, Slots[0].Pattern.Key),
            Slots.Length > 1 ? (query.Slots[1].Source, Slots[1].Pattern.Key) : default,
            TieTokens());
    }

    public SlotPlan[] Slots { get; }

    public IReadOnlyList<QuestionPlan> Questions { get; }

    /// <summary>True when rules that look up the same facts in the same way search together, each with conditions of its own at the end.</summary>
    public bool IsShared { get; }

    /// <summary>Equal for plans that search together.</summary>
    public object ShareKey { get; }

    /// <summary>What is checked at the end of a search; elsewhere each condition is checked as early as it can be.</summary>
    public Check[] Last { get; }

    /// <summary>The same as one condition; null when nothing is checked there.</summary>
    public Expression? LastBody => Last.Length == 0 ? null : Last.Select(c => c.Body).Aggregate(Expression.AndAlso);

    public QueryModel Query => query;

    /// <summary>What the author calls the facts of the slots.</summary>
    public IReadOnlyList<string> Names => [.. query.Slots.Select(s => s.Parameter.Name!)];

    /// <summary>The facts that nothing ties to others: each is tried with each.</summary>
    public IReadOnlyList<string> Untied => query.Slots.Count == 1 ? [] : [.. query.Slots
        .Where(s => !ties.Any(t => t.Slot == s.Index)).Select(s => s.Parameter.Name!)];

    /// <summary>The clause of a tie, by its number; ties of plans that search together have the same numbers.</summary>
    public SourceLocation LocationOf(int tie) => conditions[tieConditions[tie]].Location;

    /// <summary>The clause that a check of this plan is in another plan that searches with it.</summary>
    public SourceLocation LocationIn(QueryPlan other, Check check)
    {
        if (other == this) return check.Location;
        var tie = tieConditions.Index().First(t => conditions[t.Item] == check).Index;
        return other.LocationOf(tie);
    }

    /// <summary>The plan of a rule's own query.</summary>
    public static QueryPlan Of(RuleModel rule) => Plans.GetValue(rule.Query, _ => new QueryPlan(
        rule.Query,
        [.. Changing(rule), .. rule.Query.Conditions.Where(c => c.ReadsNow).Select(c => c.Body)],
        rule.Settings.AgainOnChange || (!IsAskedOnce(rule) && Reads.Of(rule.Projection).Contains(QueryModel.Now))));

    /// <summary>The plan of the query whose matches a group is made of.</summary>
    public static QueryPlan Of(SourceModel.Group group) => Plans.GetValue(group.Query, _ => new QueryPlan(
        group.Query,
        [
            group.Key,
            .. group.Aggregates.SelectMany(a => new[] { a.Condition, a.Selector }).OfType<Expression>(),
            .. group.Firsts.SelectMany(f => new[] { f.Key, f.Element }),
        ],
        tellsAll: false));

    /// <summary>What a later change of a match can change: its result, unless that is asked for once.</summary>
    private static IEnumerable<Expression> Changing(RuleModel rule) => IsAskedOnce(rule) ? [] : [rule.Projection];

    /// <summary>The evidence of a group is its value, so whoever shows a match of groups has to hear of every change.</summary>
    private static bool IsAskedOnce(RuleModel rule) =>
        !rule.Settings.AgainOnChange && rule.Projection.Type.IsDefined(typeof(AskedOnceAttribute), inherit: true)
        && rule.Query.Slots.All(s => s.Source is not SourceModel.Group);

    /// <summary>Where a search stands that has filled some slots, not all.</summary>
    public JoinNode NodeOf(ulong bound)
    {
        lock (gate)
        {
            if (nodes.TryGetValue(bound, out var known)) return known;
            return nodes[bound] = new JoinNode(OptionsOf([.. Open(bound)], bound));
        }
    }

    private IEnumerable<int> Open(ulong bound) => query.Slots.Select(s => s.Index).Where(s => (bound & (1UL << s)) == 0);

    /// <summary>Slots with a key come first, then those with an order; without either every fact is tried.</summary>
    private JoinOption[] OptionsOf(List<int> open, ulong bound)
    {
        var keyed = open.Where(s => Usable(s, bound).Any(t => t.IsEqual)).ToList();
        if (keyed.Count > 0) return [.. keyed.Select(s => KeyOf(s, bound))];
        var ordered = open.Where(s => Usable(s, bound).Any()).ToList();
        return ordered.Count > 0 ? [.. ordered.Select(s => OrderOf(s, bound))] : [.. open.Select(s => ScanOf(s, bound))];
    }

    private IEnumerable<JoinTie> Usable(int slot, ulong bound) => ties.Where(t => t.Slot == slot && (t.TheirSlots & ~bound) == 0);

    private KeyOption KeyOf(int slot, ulong bound)
    {
        var parts = Usable(slot, bound).Where(t => t.IsEqual).ToList();
        var pattern = IndexPattern.Equal(
            [.. parts.Select(t => t.Mine)], [.. parts.Select(t => t.Method)], query.Slots[slot].Parameter, query.Shapes);
        var hash = new MatchFunction<int>(IndexPattern.HashOf(parts.Select(t => t.Theirs)), query);
        var equalities = parts.Select(t => t.Condition).ToHashSet();
        var theirs = parts.Aggregate(0UL, (bits, t) => bits | t.TheirSlots);
        var outer = BitOperations.PopCount(theirs) == 1 ? BitOperations.TrailingZeroCount(theirs) : -1;
        return new KeyOption(
            options++, slot, pattern, hash, [.. equalities.Order().Select(c => conditions[c])], EarlyChecks(bound, slot, equalities), Following(bound, slot))
        {
            Tie = NumberOf(parts[0]),
            Outer = outer < 0 ? null : IndexPattern.KeyOf(parts.Select(t => t.Theirs), query.Slots[outer].Parameter),
            OuterSlot = outer,
            OuterReads = outer < 0 ? FactMembers.All : ReadsOf(parts.Select(t => t.Theirs), query.Slots[outer]),
        };
    }

    private OrderOption OrderOf(int slot, ulong bound)
    {
        var tie = Usable(slot, bound).First();
        var pattern = IndexPattern.Ordered(tie.Mine, query.Slots[slot].Parameter, query.Shapes);
        var key = Compilation.Compile<long>(OrderedKey.Of(tie.Theirs), query);
        return new OrderOption(options++, slot, pattern, key, tie.Comparison, EarlyChecks(bound, slot, []), Following(bound, slot))
        {
            Tie = NumberOf(tie),
        };
    }

    private ScanOption ScanOf(int slot, ulong bound) => new(options++, slot, EarlyChecks(bound, slot, []), Following(bound, slot));

    /// <summary>What comes after a slot; null when it is the last.</summary>
    private Func<JoinNode>? Following(ulong bound, int slot) =>
        Open(bound).Count() == 1 ? null : () => NodeOf(bound | (1UL << slot));

    /// <summary>Conditions by which facts are looked up. Where two facts share a key, an order between them is only checked.</summary>
    private List<int> TiesOfUse()
    {
        var all = ties.Select(t => t.Condition).Distinct().ToList();
        if (!IsShared) return all;
        var equal = ties.Where(t => t.IsEqual).Select(t => t.Condition).Distinct().ToList();
        return equal.Count > 0 ? equal : [.. all.Take(1)];
    }

    private int NumberOf(JoinTie tie) => tieConditions.Index().First(t => t.Item == tie.Condition).Index;

    private ExpressionTokens TieTokens() => ExpressionTokens.Of(
        tieConditions.Select(c => query.Conditions[c].Body).Aggregate((Expression)Expression.Constant(true), Expression.AndAlso),
        query.Slots.Select(s => s.Parameter));

    /// <summary>What is checked as soon as a slot is filled. Ties that rules share are checked here too, the rest at the end.</summary>
    private Check[] EarlyChecks(ulong before, int slot, HashSet<int> decided) => ChecksOf(
        before,
        before | (1UL << slot),
        IsShared ? [.. decided, .. Enumerable.Range(0, conditions.Count).Except(tieConditions)] : decided);

    /// <summary>
    /// Conditions that can be checked now and could not before. Those of one fact alone are its memory's; those that ask a question come
    /// last.
    /// </summary>
    private Check[] ChecksOf(ulong before, ulong bound, HashSet<int> decided) =>
        [.. Enumerable.Range(0, conditions.Count)
            .Where(i => !decided.Contains(i) && !query.Conditions[i].ReadsNow && !IsAboutOneFact(query.Conditions[i]))
            .Where(i => (query.Conditions[i].Slots & ~bound) == 0 && (before == 0 || (query.Conditions[i].Slots & ~before) != 0))
            .OrderBy(i => query.Conditions[i].Subqueries != 0)
            .Select(i => conditions[i])];

    private ulong AllSlots => ulong.MaxValue >> (64 - query.Slots.Count);

    private static bool IsAboutOneFact(ConditionModel condition) =>
        BitOperations.PopCount(condition.Slots) == 1 && condition.Subqueries == 0 && !condition.ReadsNow;

    private SlotPlan SlotOf(SlotModel slot, IReadOnlyList<Expression> told, bool tellsAll)
    {
        var own = query.Conditions.Where(c => IsAboutOneFact(c) && c.Slots == 1UL << slot.Index)
            .Select(c => new FactCondition(c.Body, slot.Parameter, c.Location, query.Shapes));
        var checkedReads = query.Conditions.Where(c => !IsAboutOneFact(c) && !c.ReadsNow).Select(c => c.Body)
            .Concat(query.Subqueries.SelectMany(s => s.Conditions))
            .Concat(query.Subqueries.Select(s => s.Selector).OfType<Expression>());
        return new SlotPlan(
            new AlphaPattern([.. own], slot.Parameter, query.Shapes),
            ReadsOf(checkedReads, slot),
            tellsAll ? FactMembers.All : ReadsOf(told, slot),
            EarlyChecks(0, slot.Index, []),
            Following(0, slot.Index));
    }

    private static ulong ReadsOf(IEnumerable<Expression> expressions, SlotModel slot) =>
        expressions.Aggregate(0UL, (bits, e) => bits | FactMembers.ReadBy(e, slot.Parameter));
}

/// <summary>What a query wants of one slot.</summary>
/// <param name="Pattern">Conditions about its fact alone.</param>
/// <param name="Checked">Members of the fact that other conditions read: when one changes, matches may begin or end.</param>
/// <param name="Told">Members that what follows from a match reads: when one changes, the match has changed.</param>
/// <param name="First">What can be checked when only this slot is filled.</param>
/// <param name="Following">What comes after.</param>
internal sealed record SlotPlan(AlphaPattern Pattern, ulong Checked, ulong Told, Check[] First, Func<JoinNode>? Following)
{
    private JoinNode? next;

    /// <summary>What comes after; null when there is no other slot.</summary>
    public JoinNode? Next => next ??= Following?.Invoke();
}
