using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Performance;

/// <summary>
/// The facts that the matches of a query are made of, what ties them together, and the questions that are asked for each match: what the matcher
/// plans by, read from the text. A test holds it to the matcher's own plan.
/// </summary>
internal sealed class QueryFacts
{
    private readonly RunbookSymbols symbols;
    private readonly Shapes shapes;
    private readonly List<Condition> conditions = [];
    private readonly List<WrittenQuestion> questions = [];
    private readonly List<QueryFacts> groups;
    private ulong tied;
    private ulong ofGroups;
    private int count;

    private QueryFacts(RunbookSymbols symbols, List<QueryFacts> groups) =>
        (this.symbols, this.groups, shapes) = (symbols, groups, new(symbols));

    /// <summary>Conditions between facts that no index serves, where one of the facts is found by no other.</summary>
    public IEnumerable<IOperation> Untied => conditions.Where(c => c.IsSearched && (c.Facts & ~tied) != 0).Select(c => c.Operation);

    /// <summary>The first condition of each fact alone, where none of them leads from a changed fact to the rule; "not equal" could lead nowhere.</summary>
    public IEnumerable<IOperation> NotLookedUp => Enumerable.Range(0, count).Where(IsAsked)
        .Select(f => OwnOf(f).Find(c => !Comparison.IsDenial(c))).OfType<IOperation>();

    public IReadOnlyList<WrittenQuestion> Questions => questions;

    /// <summary>How many facts a match has.</summary>
    public int Count => count;

    /// <summary>True when facts are looked up by this one, or it by others.</summary>
    public bool IsTied(int fact) => (tied & (1UL << fact)) != 0;

    /// <summary>True when conditions about this fact alone are asked whenever any of its kind changes.</summary>
    public bool IsAsked(int fact) => (ofGroups & (1UL << fact)) == 0 && OwnOf(fact) is { Count: > 0 } own && !own.Exists(c => Lookup.IsOne(c, shapes) || Comparison.IsShortForm(c));

    /// <summary>Reads a query, and the one of each group in it; none where the text does not show what it is about.</summary>
    public static IReadOnlyList<QueryFacts> Read(WrittenQuery query)
    {
        var all = new List<QueryFacts>();
        var last = new QueryFacts(query.Symbols, all);
        all.Add(last);
        return last.Read(query, isWhole: true) is null ? [] : all;
    }

    private Shape? Read(WrittenQuery query, bool isWhole)
    {
        Shape? shape = null;
        var scope = this;
        foreach (var clause in query.Clauses)
        {
            if (clause.Kind == ClauseKind.GroupBy && isWhole)
            {
                // What follows is about groups, whose facts are matched by a plan of their own.
                if (shape is null) return null;
                scope.shapes.Set(clause.Lambdas[0], 0, shape);
                scope.Ask(clause.Body);
                scope = new QueryFacts(symbols, groups);
                groups.Add(scope);
                shape = scope.AddFact();
                scope.ofGroups = 1;
                continue;
            }

            shape = scope.Apply(clause, shape, query);
            if (shape is null) return null;
        }

        return shape;
    }

    private Shape? Apply(QueryClause clause, Shape? shape, WrittenQuery query)
    {
        if (shape is null) return clause.Kind is ClauseKind.Facts or ClauseKind.Instances ? AddFact() : null;
        switch (clause.Kind)
        {
            case ClauseKind.Where:
                shapes.Set(clause.Lambdas[0], 0, shape);
                Add(clause.Body);
                return shape;
            case ClauseKind.Select when clause.Lambdas.Count > 0:
                shapes.Set(clause.Lambdas[0], 0, shape);
                Ask(clause.Body);
                return shapes.Of(clause.Body);
            case ClauseKind.SelectMany:
                shapes.Set(clause.Lambdas[0], 0, shape);
                return query.OtherOf(clause) is { } more && Read(more, isWhole: false) is { } other ? Combine(clause, 1, shape, other) : null;
            case ClauseKind.Join:
                return query.OtherOf(clause) is { } joined && Read(joined, isWhole: false) is { } inner ? Join(clause, shape, inner) : null;
            case ClauseKind.RaisedWhen or ClauseKind.Over:
                // What was asked before is a part of the source, and the source has a memory of its own.
                conditions.RemoveAll(c => c.Facts == shape.Facts);
                return shape;
            case ClauseKind.ClearedWhen or ClauseKind.MaxAge:
                return shape;
            default:
                return null;
        }
    }

    private Shape Join(QueryClause clause, Shape shape, Shape inner)
    {
        var (outerKey, innerKey) = (clause.Lambdas[0], clause.Lambdas[1]);
        shapes.Set(outerKey, 0, shape);
        shapes.Set(innerKey, 0, inner);
        var (left, right) = (Operations.BodyOf(outerKey), Operations.BodyOf(innerKey));
        if (Operations.Unwrap(left) is IAnonymousObjectCreationOperation l && Operations.Unwrap(right) is IAnonymousObjectCreationOperation r)
        {
            foreach (var (one, other) in l.Initializers.Zip(r.Initializers, (one, other) => (one, other)))
                Tie(((ISimpleAssignmentOperation)one).Value, ((ISimpleAssignmentOperation)other).Value);
        }
        else Tie(left, right);
        return Combine(clause, 2, shape, inner);
    }

    private Shape Combine(QueryClause clause, int result, Shape one, Shape other)
    {
        shapes.Set(clause.Lambdas[result], 0, one);
        shapes.Set(clause.Lambdas[result], 1, other);
        var body = Operations.BodyOf(clause.Lambdas[result]);
        Ask(body);
        return shapes.Of(body);
    }

    private Shape.Fact AddFact() => new(count++);

    private List<IOperation> OwnOf(int fact) => [.. conditions.Where(c => c.Facts == 1UL << fact).Select(c => c.Operation)];

    private void Add(IOperation? condition)
    {
        if (Operations.Unwrap(condition) is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both)
        {
            Add(both.LeftOperand);
            Add(both.RightOperand);
            return;
        }

        if (condition is null) return;
        Ask(condition);
        if (shapes.Of(condition).IsAsked) return;
        var isTie = Operations.Unwrap(condition) is IBinaryOperation binary && Comparison.IsIndexed(binary) && Tie(binary.LeftOperand, binary.RightOperand);
        var facts = shapes.FactsOf(condition);
        if (Comparison.IsShortForm(condition) && Bits.Count(facts) > 1) tied |= facts; // It may well tie them.
        conditions.Add(new(condition, facts, !isTie && Bits.Count(facts) > 1 && !Comparison.IsDenial(condition) && !Comparison.IsShortForm(condition)));
    }

    /// <summary>Two sides that are equal or in order: an index over the one finds what fits the other, when it is of one fact.</summary>
    private bool Tie(IOperation? one, IOperation? other)
    {
        var (left, right) = (shapes.FactsOf(one), shapes.FactsOf(other));
        if ((left & right) != 0 || left == 0 || right == 0) return false;
        if (Bits.Count(left) == 1) tied |= left;
        if (Bits.Count(right) == 1) tied |= right;
        return Bits.Count(left) == 1 || Bits.Count(right) == 1;
    }

    private void Ask(IOperation? expression)
    {
        if (expression is null) return;
        foreach (var operation in expression.DescendantsAndSelf())
            if (WrittenQuestion.Read(operation, shapes, symbols) is { } question) questions.Add(question);
    }

    private sealed record Condition(IOperation Operation, ulong Facts, bool IsSearched);
}

internal static class Bits
{
    public static int Count(ulong bits)
    {
        var count = 0;
        for (; bits != 0; bits &= bits - 1) count++;
        return count;
    }

    public static int First(ulong bits)
    {
        var first = 0;
        for (; (bits & 1) == 0; bits >>= 1) first++;
        return first;
    }
}
