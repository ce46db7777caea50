using System.Linq.Expressions;
using System.Numerics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>A condition <c>mine == theirs</c>, where one side reads a single slot and the other side reads others.</summary>
internal readonly record struct Equality(Expression Mine, int Slot, Expression Theirs, ulong TheirSlots)
{
    /// <summary>Reads a condition as an equality, both ways round; nothing when it is none that an index can serve.</summary>
    public static IEnumerable<Equality> Of(ConditionModel condition, Func<Expression, ulong> slotsOf)
    {
        if (condition.Subqueries != 0 || condition.ReadsNow) yield break;
        if (condition.Body is not BinaryExpression { NodeType: ExpressionType.Equal } equal) yield break;
        var (left, right) = (slotsOf(equal.Left), slotsOf(equal.Right));
        if ((left & right) != 0 || left == 0 || right == 0 || equal.Left.Type != equal.Right.Type) yield break;
        if (BitOperations.PopCount(left) == 1)
            yield return new Equality(equal.Left, BitOperations.TrailingZeroCount(left), equal.Right, right);
        if (BitOperations.PopCount(right) == 1)
            yield return new Equality(equal.Right, BitOperations.TrailingZeroCount(right), equal.Left, left);
    }

    /// <summary>Which slots of a query an expression reads.</summary>
    public static ulong SlotsOf(Expression expression, QueryModel query)
    {
        var reads = Reads.Of(expression);
        return query.Slots.Where(s => reads.Contains(s.Parameter)).Aggregate(0UL, (bits, s) => bits | (1UL << s.Index));
    }
}
