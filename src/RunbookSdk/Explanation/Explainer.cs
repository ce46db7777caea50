using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Explanation;

/// <summary>Explains one rule on what a session knows.</summary>
internal sealed class Explainer(RuleModel rule, KnownWorld world, ExplanationOptions options)
{
    private static readonly ConditionalWeakTable<RuleModel, QueryClauses> Known = [];

    /// <summary>The clauses of a rule; made once, and forgotten with it.</summary>
    public static QueryClauses ClausesOf(RuleModel rule) => Known.GetValue(rule, static r => QueryClauses.Of(r.Query, r.Location));

    /// <summary>The walk, the clauses with values, the nearest facts, and what could be otherwise.</summary>
    public Explained Explain(string? key)
    {
        var walk = QueryWalk.Through(rule, ClausesOf(rule), world, key);
        var isComplete = walk.IsComplete;
        var row = NearestOf(walk, ref isComplete);
        var clauses = Explain(walk, row, ref isComplete);
        var steps = options.FindsWays ? new WaySteps(world) : null;
        steps?.Add(walk, row);
        return new(walk, clauses, [.. row.Facts.OfType<KnownFact>()], steps, isComplete);
    }

    private Row NearestOf(QueryWalk walk, ref bool isComplete)
    {
        if (walk.Rows.Count > 0) return walk.Rows[0];
        var nearest = NearestSearch.Find(walk, world, out var sawAll);
        isComplete &= sawAll;
        return nearest.Row;
    }

    private List<ExplainedClause> Explain(QueryWalk walk, Row row, ref bool isComplete)
    {
        var explained = new List<ExplainedClause>();
        var counts = walk.Counts.ToDictionary(c => (object)c.Clause, ReferenceEqualityComparer.Instance);
        foreach (var slot in walk.Query.Slots)
        {
            if (walk.Inner[slot.Slot.Index] is { } inner) explained.AddRange(Explain(inner, NearestOf(inner, ref isComplete), ref isComplete));
            var failed = false;
            foreach (var clause in slot.Chain) explained.Add(Explain(clause, row.Facts[slot.Slot.Index], ref failed, counts[clause]));
            foreach (var condition in slot.Conditions) explained.Add(Explain(condition, walk.Query, row, counts[condition]));
        }

        return explained;
    }

    private ExplainedClause Explain(Clause clause, KnownFact? fact, ref bool failed, ClauseCount count)
    {
        if (failed) return Counted(count, ClauseResult.NotAsked, [], null);
        var passes = fact is not null && QueryWalk.Passes(clause, fact, world);
        failed = !passes;
        var values = fact is null ? [] : ValuesOf(clause, fact);
        return Counted(count, passes ? ClauseResult.Holds : ClauseResult.Fails, values, ChangeOf(clause, fact, passes));
    }

    private List<ExplainedValue> ValuesOf(Clause clause, KnownFact fact)
    {
        switch (clause)
        {
            case Clause.Through { Condition: { } condition }:
                return Values(ValueFinder.In(condition.Body), null, e => Compilation.CompileOnFactAndNow<object?>(e, condition.Fact, condition.Shapes)(fact.Value, world.Now));
            case Clause.Through { Source: SourceModel.Fresh } or Clause.Age:
                return [new("age", ValueFinder.Write(world.Now - fact.ObservedAt))];
            case Clause.Grouping when fact.Value is GroupValue group:
                return [new("Key", ValueFinder.Write(group.Key)), new("Count()", ValueFinder.Write(group.Count))];
            default:
                return [];
        }
    }

    private string? ChangeOf(Clause clause, KnownFact? fact, bool passes)
    {
        if (fact is null && clause is Clause.From from) return $"no {from.Source.ElementType.Name} is known";
        if (passes || fact is null || clause is not Clause.Through through) return null;
        if (through.Source is not SourceModel.Raised raised) return Changes.Of(through.Condition?.Body, null);
        if (world.SinceOf(raised, fact) is not { } since) return Changes.Of(raised.Raise.Body, null);
        return $"has held since {options.Write(since, world.Now)}, {ValueFinder.Write(world.Now - since)} of {raised.RaiseLasting:c}; raised at {options.Write(since + raised.RaiseLasting, world.Now)} if it goes on";
    }

    private ExplainedClause Explain(Clause.Where condition, QueryClauses query, Row row, ClauseCount count)
    {
        if (!NearestSearch.CanBeAsked(condition, row)) return Counted(count, ClauseResult.NotAsked, [], null);
        var holds = QueryWalk.Holds(query, condition, row, world, out var thrown);
        var values = Values(ValueFinder.In(condition.Model.Body), query.Query, e =>
            Compilation.Compile<object?>(e, query.Query)(row.Values, row.Answers, world.Now));
        values.AddRange(CountsOf(condition, query, row));
        if (thrown is not null) values.Add(new("throws", $"{thrown.GetType().Name}: {thrown.Message}"));
        return Counted(count, holds ? ClauseResult.Holds : ClauseResult.Fails, values, holds ? null : Changes.Of(condition.Model.Body, query.Query));
    }

    /// <summary>What was asked about, beneath the answer.</summary>
    private IEnumerable<ExplainedValue> CountsOf(Clause.Where condition, QueryClauses query, Row row)
    {
        for (var i = 0; i < query.Questions.Count; i++)
        {
            if ((condition.Model.Subqueries & (1UL << i)) == 0) continue;
            var (counted, asked) = world.CountOf(query.Questions[i], row.Values);
            var name = query.Questions[i].Model.Source.ElementType.Name;
            yield return new($"{name} facts that count", string.Create(CultureInfo.InvariantCulture, $"{counted} of {asked}"));
        }
    }

    private static List<ExplainedValue> Values(IReadOnlyList<Expression> parts, QueryModel? query, Func<Expression, object?> value)
    {
        var values = new List<ExplainedValue>();
        foreach (var part in parts)
        {
            var text = ExpressionText.Of(part, query);
            if (values.TrueForAll(v => v.Text != text)) values.Add(new(text, ValueOf(part, value)));
        }

        return values;
    }

    private static string ValueOf(Expression part, Func<Expression, object?> value)
    {
        try
        {
            return ValueFinder.Write(value(part));
        }
#pragma warning disable CA1031 // A rule may throw anything; that it does is what a person wants to know.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"throws {exception.GetType().Name}";
        }
    }

    private static ExplainedClause Counted(ClauseCount count, ClauseResult result, IReadOnlyList<ExplainedValue> values, string? change) =>
        new(count.Clause.Text, count.Clause.Location, count.Reached, count.Passed, result, values, change);
}

/// <summary>What was found out about a rule.</summary>
/// <param name="Walk">How many came how far.</param>
/// <param name="Clauses">The clauses with values.</param>
/// <param name="Nearest">The nearest facts.</param>
/// <param name="Steps">What could be otherwise; null when nobody asked.</param>
/// <param name="IsComplete">Whether every combination was looked at.</param>
internal sealed record Explained(
    QueryWalk Walk, IReadOnlyList<ExplainedClause> Clauses, IReadOnlyList<KnownFact> Nearest, WaySteps? Steps, bool IsComplete);
