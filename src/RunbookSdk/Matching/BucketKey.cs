using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// The equalities that tie the facts of a question to one slot of the match. A bucket is known by the value of its first fact, which
/// is immutable and so keeps the key for as long as the bucket lives.
/// </summary>
internal sealed class BucketKey
{
    private readonly CompiledWithFact<bool>? ties;

    public BucketKey(QueryModel query, SubqueryModel model, IEnumerable<Expression> conditions)
    {
        var parts = conditions.Select(c => Part(c, query, model.Fact)).OfType<(Expression Condition, Expression Inner, Expression Outer, int Slot)>()
            .GroupBy(p => p.Slot).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.ToList();
        if (parts is null) return;
        Slot = parts[0].Slot;
        Conditions = [.. parts.Select(p => p.Condition)];
        Outer = [.. parts.Select(p => p.Outer)];
        var inner = parts.Select(p => p.Inner).ToList();
        HashOfFact = Compilation.CompileOnFact<int>(KeyIndex.HashOf(inner), model.Fact);
        HashOfMatch = Compilation.Compile<int>(KeyIndex.HashOf(Outer), query);
        SameKey = CompileSameKey(parts.Select(p => (p.Inner, ((BinaryExpression)p.Condition).Method)), model.Fact);
        ties = Compilation.CompileWithFact<bool>(Conditions.Aggregate(Expression.AndAlso), query, model.Fact);
    }

    public int? Slot { get; }

    public IReadOnlyList<Expression> Conditions { get; } = [];

    public IReadOnlyList<Expression> Outer { get; } = [];

    public Func<object, int>? HashOfFact { get; }

    public Compiled<int>? HashOfMatch { get; }

    /// <summary>True when two facts of the question have one key.</summary>
    public Func<object, object, bool>? SameKey { get; }

    /// <summary>True when a match asks for the key of a fact.</summary>
    public bool Ties(object?[] facts, object fact) => ties!(facts, fact);

    private static (Expression Condition, Expression Inner, Expression Outer, int Slot)? Part(
        Expression condition, QueryModel query, ParameterExpression fact)
    {
        if (condition is not BinaryExpression { NodeType: ExpressionType.Equal } equal || equal.Left.Type != equal.Right.Type) return null;
        var leftIsInner = Reads.Of(equal.Left).Contains(fact);
        var (inner, outer) = leftIsInner ? (equal.Left, equal.Right) : (equal.Right, equal.Left);
        var slots = Equality.SlotsOf(outer, query);
        return Equality.SlotsOf(inner, query) == 0 && !Reads.Of(outer).Contains(fact) && BitOperations.PopCount(slots) == 1
            ? (condition, inner, outer, BitOperations.TrailingZeroCount(slots))
            : null;
    }

    private static Func<object, object, bool> CompileSameKey(IEnumerable<(Expression Part, MethodInfo? Method)> parts, ParameterExpression fact)
    {
        var (left, right) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(object)));
        var equal = parts.Select(p => (Expression)Expression.Equal(Of(p.Part, left), Of(p.Part, right), false, p.Method)).Aggregate(Expression.AndAlso);
        return Expression.Lambda<Func<object, object, bool>>(equal, left, right).Compile();

        Expression Of(Expression part, ParameterExpression value) =>
            Substitution.Apply(Expression.Lambda(part, fact), Expression.Convert(value, fact.Type));
    }
}
