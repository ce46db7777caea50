using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>What the clauses after a <c>group by</c> ask of the groups; each question gets a place in <see cref="GroupValue.Answers"/>.</summary>
internal sealed class GroupQuestions
{
    private readonly Dictionary<ParameterExpression, Questions> markers = [];

    /// <summary>Takes a group; the list that comes back fills while the rule is read.</summary>
    /// <param name="marker">Stands for the group in what the author wrote.</param>
    /// <param name="value">Stands for its value in the model.</param>
    /// <param name="member">A member in terms of the inner query's slots.</param>
    /// <param name="inner">The reader of the inner query.</param>
    public IReadOnlyList<AggregateModel> Add(ParameterExpression marker, ParameterExpression value, Expression member, QueryReader inner) =>
        (markers[marker] = new Questions(value, member, inner, [])).Aggregates;

    public Expression Answer(Expression expression, SourceLocation location) => new Visitor(markers, location).Visit(expression);

    private sealed record Questions(ParameterExpression Value, Expression Member, QueryReader Inner, List<AggregateModel> Aggregates);

    private sealed class Visitor(Dictionary<ParameterExpression, Questions> markers, SourceLocation location) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression is ParameterExpression marker && markers.TryGetValue(marker, out var group)
                ? Expression.Convert(Expression.Property(group.Value, nameof(GroupValue.Key)), node.Type)
                : base.VisitMember(node);

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Object is not ParameterExpression marker || !markers.TryGetValue(marker, out var group)) return base.VisitMethodCall(node);
            // What every object has, such as ToString, is no question; the reader reports the group that is left over.
            if (node.Method.DeclaringType != marker.Type) return node;
            var lambda = node.Arguments.Count == 0 ? null : SourceChain.Lambda(node.Arguments[0]);
            return node.Method.Name switch
            {
                nameof(Group<,>.Count) when lambda is null => Expression.Property(group.Value, nameof(GroupValue.Count)),
                nameof(Group<,>.Count) => Expression.Convert(Ask(group, AggregateKind.Count, lambda, null), typeof(int)),
                nameof(Group<,>.Any) => IsTrue(Ask(group, AggregateKind.Any, lambda, null)),
                nameof(Group<,>.All) => Expression.Not(IsTrue(Ask(group, AggregateKind.Any, Negate(lambda!), null))),
                var name => Ask(group, Enum.Parse<AggregateKind>(name), null, lambda),
            };
        }

        private static BinaryExpression IsTrue(Expression answer) => Expression.NotEqual(answer, Expression.Constant(0d));

        private static LambdaExpression Negate(LambdaExpression lambda) => Expression.Lambda(Expression.Not(lambda.Body), lambda.Parameters);

        private IndexExpression Ask(Questions group, AggregateKind kind, LambdaExpression? condition, LambdaExpression? selector)
        {
            var aggregate = new AggregateModel(kind, Resolve(group, condition), Resolve(group, selector), location);
            group.Aggregates.Add(aggregate);
            return Expression.Property(
                Expression.Property(group.Value, nameof(GroupValue.Answers)),
                typeof(IReadOnlyList<double>).GetProperty("Item")!,
                Expression.Constant(group.Aggregates.Count - 1));
        }

        private Expression? Resolve(Questions group, LambdaExpression? lambda) =>
            lambda is null ? null : group.Inner.FinishWithoutNow(Substitution.Apply(lambda, group.Member), location);
    }
}
