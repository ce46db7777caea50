using System.Linq.Expressions;
using System.Numerics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// A condition that ties one slot to others, <c>mine == theirs</c> or <c>mine &lt; theirs</c>, where one side reads a single slot and
/// the other side reads others: an index over the one finds what fits the others.
/// </summary>
/// <param name="Condition">Its place among the conditions of the query.</param>
/// <param name="Comparison">How mine compares with theirs.</param>
/// <param name="Mine">The side of the slot.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Theirs">The other side.</param>
/// <param name="TheirSlots">The slots that the other side reads.</param>
/// <param name="Method">The operator's method; null for the language's own.</param>
internal sealed record JoinTie(
    int Condition, ExpressionType Comparison, Expression Mine, int Slot, Expression Theirs, ulong TheirSlots, System.Reflection.MethodInfo? Method)
{
    public bool IsEqual => Comparison == ExpressionType.Equal;

    /// <summary>The ties of a query, each condition both ways round.</summary>
    public static IReadOnlyList<JoinTie> Of(QueryModel query) =>
        [.. Enumerable.Range(0, query.Conditions.Count).SelectMany(i => Of(query, i))];

    /// <summary>Which slots of a query an expression reads.</summary>
    public static ulong SlotsOf(Expression expression, QueryModel query)
    {
        var reads = Reads.Of(expression);
        return query.Slots.Where(s => reads.Contains(s.Parameter)).Aggregate(0UL, (bits, s) => bits | (1UL << s.Index));
    }

    private static IEnumerable<JoinTie> Of(QueryModel query, int place)
    {
        var condition = query.Conditions[place];
        if (condition.Subqueries != 0 || condition.ReadsNow) yield break;
        if (condition.Body is not BinaryExpression binary || binary.Left.Type != binary.Right.Type || !IsTie(binary)) yield break;
        var (left, right) = (SlotsOf(binary.Left, query), SlotsOf(binary.Right, query));
        if ((left & right) != 0 || left == 0 || right == 0) yield break;
        if (BitOperations.PopCount(left) == 1)
            yield return new(place, binary.NodeType, binary.Left, BitOperations.TrailingZeroCount(left), binary.Right, right, binary.Method);
        if (BitOperations.PopCount(right) == 1)
            yield return new(place, Mirror(binary.NodeType), binary.Right, BitOperations.TrailingZeroCount(right), binary.Left, left, binary.Method);
    }

    private static bool IsTie(BinaryExpression binary) => binary.NodeType switch
    {
        ExpressionType.Equal => true,
        ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual =>
            OrderedKey.IsOrdered(binary.Left.Type),
        _ => false,
    };

    private static ExpressionType Mirror(ExpressionType comparison) => comparison switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        var same => same,
    };
}
