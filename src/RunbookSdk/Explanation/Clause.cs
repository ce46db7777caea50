using System.Numerics;
using RunbookSdk.Diagnostics;
using RunbookSdk.Matching;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>One clause of a query: what a fact, or a combination of facts, has to pass.</summary>
/// <param name="Text">The clause as its author would write it, with constants in place of variables.</param>
/// <param name="Location">Where it stands.</param>
internal abstract record Clause(string Text, SourceLocation Location)
{
    /// <summary>The facts of a type, or the observations of a window: where a slot begins.</summary>
    internal sealed record From(string Text, SourceLocation Location, SourceModel Source) : Clause(Text, Location);

    /// <summary>A filter, a lasting condition or an age: which facts of the source before it a source lets through.</summary>
    internal sealed record Through(string Text, SourceLocation Location, SourceModel Source) : Clause(Text, Location)
    {
        /// <summary>The condition that a fact has to meet, or to meet for a time; null for an age.</summary>
        public ConditionOnFact? Condition { get; } = ConditionOf(Source);

        /// <summary>The two sides of the condition, when it compares.</summary>
        public Sides<Func<object, DateTimeOffset, object?>>? Sides { get; } = ConditionOf(Source) is { } condition
            ? Explanation.Sides.Of(condition.Body, e => Compilation.CompileOnFactAndNow<object?>(e, condition.Fact, condition.Shapes))
            : null;

        private static ConditionOnFact? ConditionOf(SourceModel source) => source switch
        {
            SourceModel.Filtered filtered => filtered.Condition,
            SourceModel.FilteredByTime filtered => filtered.Condition,
            SourceModel.Raised raised => raised.Raise,
            _ => null,
        };
    }

    /// <summary>How old a fact may be when a match begins.</summary>
    internal sealed record Age(string Text, SourceLocation Location, TimeSpan MaxAge) : Clause(Text, Location);

    /// <summary>One group for each key of the combinations before it.</summary>
    internal sealed record Grouping(string Text, SourceLocation Location, SourceModel.Group Source) : Clause(Text, Location);

    /// <summary>A condition on the facts of the slots so far.</summary>
    internal sealed record Where(
        string Text, SourceLocation Location, ConditionModel Model, MatchFunction<bool> Holds, Sides<Compiled<object?>>? Sides) : Clause(Text, Location);
}

/// <summary>A slot with the clauses that can be asked once it has a fact.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Inner">The query within a group; null for every other source.</param>
/// <param name="Chain">What one fact has to pass, first to last.</param>
/// <param name="Conditions">What it has to pass together with the facts of the slots before it.</param>
internal sealed record SlotClauses(SlotModel Slot, QueryClauses? Inner, IReadOnlyList<Clause> Chain, IReadOnlyList<Clause.Where> Conditions);

/// <summary>A question of a query, ready to be asked of every fact.</summary>
internal sealed class QuestionParts(QueryModel query, SubqueryModel model)
{
    public SubqueryModel Model { get; } = model;

    /// <summary>What a match asks for; a question whose key throws cannot be asked, and does no harm until its answer is read.</summary>
    public Compiled<int>? Key { get; } = new QuestionPlan(query, model).HashOfMatch;

    /// <summary>Which facts count.</summary>
    public IReadOnlyList<CompiledWithFact<bool>> Conditions { get; } = [.. model.Conditions.Select(c => Compilation.CompileWithFact<bool>(c, query, model.Fact))];

    /// <summary>Whether a fact counts, for the facts of a match so far.</summary>
    public bool Counts(object?[] values, object fact) => Conditions.All(c => KnownWorld.Attempt(() => c(values, fact)) ?? false);

    /// <summary>The number that each gives; null for counts.</summary>
    public CompiledWithFact<double>? Number { get; } = model.Selector is null ? null : Compilation.CompileWithFact<double>(model.Selector, query, model.Fact);
}

/// <summary>A query as the list of its clauses, in the order in which they are asked. Made once for a rule; immutable.</summary>
internal sealed class QueryClauses
{
    private QueryClauses(QueryModel query, SourceLocation location)
    {
        Query = query;
        var levels = query.Conditions.ToLookup(c => c.Slots == 0 ? 0 : BitOperations.Log2(c.Slots));
        Questions = [.. query.Subqueries.Select(s => new QuestionParts(query, s))];
        Slots = [.. query.Slots.Select(s => Of(s, levels[s.Index], location))];
        All = [.. Slots.SelectMany(s => (s.Inner?.All ?? []).Concat(s.Chain).Concat(s.Conditions))];
    }

    public QueryModel Query { get; }

    public IReadOnlyList<SlotClauses> Slots { get; }

    public IReadOnlyList<QuestionParts> Questions { get; }

    /// <summary>Every clause, those within groups first.</summary>
    public IReadOnlyList<Clause> All { get; }

    public static QueryClauses Of(QueryModel query, SourceLocation location) => new(query, location);

    private SlotClauses Of(SlotModel slot, IEnumerable<ConditionModel> conditions, SourceLocation location)
    {
        var inner = slot.Source is SourceModel.Group group ? new QueryClauses(group.Query, location) : null;
        return new(slot, inner, [.. Chain(slot, location)], [.. conditions.Select(Of)]);
    }

    private Clause.Where Of(ConditionModel condition) =>
        new($"where {ExpressionText.Of(condition.Body, Query)}", condition.Location, condition, new(condition.Body, Query),
            Sides.Of(condition.Body, e => Compilation.Compile<object?>(e, Query)));

    private static IEnumerable<Clause> Chain(SlotModel slot, SourceLocation location)
    {
        foreach (var source in Sources(slot.Source)) yield return Of(source, slot, location);
        if (slot.MaxAge is { } age) yield return new Clause.Age($".MaxAge({age:c})", location, age);
    }

    private static Clause Of(SourceModel source, SlotModel slot, SourceLocation location) => source switch
    {
        SourceModel.Group group => new Clause.Grouping($"group by {ExpressionText.Of(group.Key)} into {slot.Parameter.Name}", location, group),
        SourceModel.Filtered filtered => new Clause.Through(Rest(source, filtered.Source), filtered.Condition.Location, source),
        SourceModel.FilteredByTime filtered => new Clause.Through(Rest(source, filtered.Source), filtered.Condition.Location, source),
        SourceModel.Raised raised => new Clause.Through(Rest(source, raised.Source), raised.Raise.Location, source),
        SourceModel.Fresh fresh => new Clause.Through(Rest(source, fresh.Source), location, source),
        _ => new Clause.From($"from {slot.Parameter.Name} in {source}", location, source),
    };

    /// <summary>The sources from the one that begins to the one that the slot reads. What a window holds is not what is known now, so it begins anew.</summary>
    private static IEnumerable<SourceModel> Sources(SourceModel source)
    {
        var before = source switch
        {
            SourceModel.Filtered filtered => filtered.Source,
            SourceModel.FilteredByTime filtered => filtered.Source,
            SourceModel.Raised raised => raised.Source,
            SourceModel.Fresh fresh => fresh.Source,
            _ => null,
        };
        return before is null ? [source] : Sources(before).Append(source);
    }

    private static string Rest(SourceModel source, SourceModel before) => source.ToString()![before.ToString()!.Length..];
}
