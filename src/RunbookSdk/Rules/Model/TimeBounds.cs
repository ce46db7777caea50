using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// Finds the instants at which a condition on <see cref="QueryModel.Now"/> can change: each comparison with it is solved for it,
/// so that <c>Now - h.At > Minutes(3)</c> gives <c>h.At + 3 minutes</c>.
/// </summary>
internal static class TimeBounds
{
    public static bool TryFind(Expression condition, out string problem) => TryFind(condition, out _, out problem);

    /// <summary>The instants as expressions of type <c>DateTimeOffset?</c>; false when the condition uses now in another way.</summary>
    public static bool TryFind(Expression condition, out IReadOnlyList<Expression> instants, out string problem)
    {
        var finder = new Finder();
        finder.Visit(condition);
        instants = finder.Instants;
        problem = finder.Understood
            ? ""
            : $"Now can only be compared with an instant or a time since one, as in Now >= Date(\"...\") or Now - fact.At > Minutes(3); found {ExpressionText.Of(condition)}";
        return finder.Understood;
    }

    private static bool ReadsNow(Expression expression) => Reads.Of(expression).Contains(QueryModel.Now);

    private sealed class Finder : ExpressionVisitor
    {
        public List<Expression> Instants { get; } = [];

        public bool Understood { get; private set; } = true;

        protected override Expression VisitBinary(BinaryExpression node)
        {
            var isComparison = node.NodeType is ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan
                or ExpressionType.GreaterThanOrEqual or ExpressionType.Equal or ExpressionType.NotEqual;
            var (left, right) = (ReadsNow(node.Left), ReadsNow(node.Right));
            if (!isComparison || left == right) return base.VisitBinary(node);
            var solved = left ? Solve(node.Left, node.Right) : Solve(node.Right, node.Left);
            if (solved is null) Understood = false;
            else Instants.Add(Guarded(Expression.Convert(solved, typeof(DateTimeOffset?))));
            return node;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (node == QueryModel.Now) Understood = false;
            return node;
        }

        /// <summary>
        /// An instant that cannot be computed bounds nothing: a guard before the comparison may say that it is not asked for.
        /// </summary>
        private static TryExpression Guarded(Expression instant) =>
            Expression.TryCatch(instant, Expression.Catch(typeof(Exception), Expression.Default(instant.Type)));

        /// <summary>The value of now for which a side equals the other; null when the side is not linear in it.</summary>
        private static Expression? Solve(Expression side, Expression other) => side switch
        {
            ParameterExpression => other,
            UnaryExpression { NodeType: ExpressionType.Convert } convert => Solve(convert.Operand, other),
            BinaryExpression { NodeType: ExpressionType.Add } add when ReadsNow(add.Left) && !ReadsNow(add.Right) =>
                Solve(add.Left, Subtract(other, add.Right)),
            BinaryExpression { NodeType: ExpressionType.Subtract } minus when ReadsNow(minus.Left) && !ReadsNow(minus.Right) =>
                Solve(minus.Left, IsTime(minus.Right) ? Add(other, minus.Right) : Add(minus.Right, other)),
            BinaryExpression { NodeType: ExpressionType.Subtract } minus when ReadsNow(minus.Right) && !ReadsNow(minus.Left) =>
                Solve(minus.Right, Subtract(minus.Left, other)),
            _ => null,
        };

        private static bool IsTime(Expression expression) =>
            (Nullable.GetUnderlyingType(expression.Type) ?? expression.Type) == typeof(TimeSpan);

        private static BinaryExpression Add(Expression left, Expression right) => Expression.Add(Lift(left, right), Lift(right, left));

        private static BinaryExpression Subtract(Expression left, Expression right) =>
            Expression.Subtract(Lift(left, right), Lift(right, left));

        /// <summary>Makes a value nullable when the other operand is.</summary>
        private static Expression Lift(Expression value, Expression other) =>
            Nullable.GetUnderlyingType(other.Type) is not null && Nullable.GetUnderlyingType(value.Type) is null && value.Type.IsValueType
                ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type))
                : value;
    }
}
