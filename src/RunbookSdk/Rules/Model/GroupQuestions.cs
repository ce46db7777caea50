using System.Linq.Expressions;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// What the clauses after a <c>group by</c> ask of the groups; each question gets a place in <see cref="GroupValue.Answers"/> or in
/// <see cref="GroupValue.Firsts"/>.
/// </summary>
internal sealed class GroupQuestions(List<Diagnostic> problems)
{
    private readonly Dictionary<ParameterExpression, Questions> markers = [];
    private readonly List<Diagnostic> problems = problems;

    /// <summary>Takes a group; the lists that come back fill while the rule is read.</summary>
    /// <param name="marker">Stands for the group in what the author wrote.</param>
    /// <param name="value">Stands for its value in the model.</param>
    /// <param name="member">A member in terms of the inner query's slots.</param>
    /// <param name="inner">The reader of the inner query.</param>
    public (IReadOnlyList<AggregateModel> Aggregates, IReadOnlyList<FirstModel> Firsts) Add(
        ParameterExpression marker, ParameterExpression value, Expression member, QueryReader inner)
    {
        var questions = markers[marker] = new Questions(value, member, inner, [], []);
        return (questions.Aggregates, questions.Firsts);
    }

    public Expression Answer(Expression expression, SourceLocation location) => new Visitor(this, location).Visit(expression);

    private sealed record Questions(
        ParameterExpression Value, Expression Member, QueryReader Inner, List<AggregateModel> Aggregates, List<FirstModel> Firsts);

    private sealed class Visitor(GroupQuestions owner, SourceLocation location) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression is ParameterExpression marker && owner.markers.TryGetValue(marker, out var group)
                ? Expression.Convert(Expression.Property(group.Value, nameof(GroupValue.Key)), node.Type)
                : base.VisitMember(node);

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node is { Method.Name: nameof(OrderedGroup<>.First), Object: MethodCallExpression { Object: ParameterExpression ordered } order }
                && owner.markers.TryGetValue(ordered, out var members))
                return First(members, order, node.Type);
            if (node.Object is not ParameterExpression marker || !owner.markers.TryGetValue(marker, out var group)) return base.VisitMethodCall(node);
            // What every object has, such as ToString, and an order without First is no question; the reader reports the group left over.
            if (node.Method.DeclaringType != marker.Type || node.Type.Name == typeof(OrderedGroup<>).Name) return node;
            var lambda = node.Arguments.Count == 0 ? null : SourceChain.Lambda(node.Arguments[^1]);
            return node.Method.Name switch
            {
                nameof(Group<,>.Count) when lambda is null => Expression.Property(group.Value, nameof(GroupValue.Count)),
                nameof(Group<,>.Count) => Expression.Convert(Ask(group, AggregateKind.Count, lambda, null), typeof(int)),
                nameof(Group<,>.Any) => IsTrue(Ask(group, AggregateKind.Any, lambda, null)),
                nameof(Group<,>.All) => Expression.Not(IsTrue(Ask(group, AggregateKind.Any, Negate(lambda!), null))),
                nameof(Group<,>.Quantile) => Ask(group, AggregateKind.Quantile, null, lambda, Share(node.Arguments[0])),
                var name => Ask(group, Enum.Parse<AggregateKind>(name), null, lambda),
            };
        }

        private double Share(Expression q) => QuestionReader.ShareOf(q, owner.problems, location);

        private static BinaryExpression IsTrue(Expression answer) => Expression.NotEqual(answer, Expression.Constant(0d));

        private static LambdaExpression Negate(LambdaExpression lambda) => Expression.Lambda(Expression.Not(lambda.Body), lambda.Parameters);

        private IndexExpression Ask(
            Questions group, AggregateKind kind, LambdaExpression? condition, LambdaExpression? selector, double parameter = 0)
        {
            var aggregate = new AggregateModel(kind, Resolve(group, condition), Resolve(group, selector), location) { Parameter = parameter };
            group.Aggregates.Add(aggregate);
            return Expression.Property(
                Expression.Property(group.Value, nameof(GroupValue.Answers)),
                typeof(IReadOnlyList<double>).GetProperty("Item")!,
                Expression.Constant(group.Aggregates.Count - 1));
        }

        private UnaryExpression First(Questions group, MethodCallExpression order, Type type)
        {
            var isDescending = order.Method.Name == nameof(Group<,>.OrderByDescending);
            var key = Resolve(group, SourceChain.Lambda(order.Arguments[0]));
            var element = group.Inner.FinishWithoutNow(group.Member, location);
            if (key is not null && !HasOrder(key.Type))
                owner.problems.Add(RuleProblems.NoOrder(key.Type, location));
            var place = key is null || element is null ? 0 : Place(group, new FirstModel(key, isDescending, element, location));
            var list = Expression.Property(group.Value, nameof(GroupValue.Firsts));
            return Expression.Convert(
                Expression.Property(list, typeof(IReadOnlyList<object?>).GetProperty("Item")!, Expression.Constant(place)), type);
        }

        /// <summary>What a variable of the query stands for is asked wherever it is used; one order serves all of them.</summary>
        private static int Place(Questions group, FirstModel first)
        {
            var place = group.Firsts.FindIndex(f => f.IsDescending == first.IsDescending && IsSame(group, f.Key, first.Key));
            if (place >= 0) return place;
            group.Firsts.Add(first);
            return group.Firsts.Count - 1;
        }

        private static bool IsSame(Questions group, Expression left, Expression right)
        {
            var slots = group.Inner.Slots.Select(s => s.Parameter).ToList();
            return Reads.Of(left).Concat(Reads.Of(right)).All(slots.Contains)
                && ExpressionTokens.Of(left, slots).Equals(ExpressionTokens.Of(right, slots));
        }

        private static bool HasOrder(Type type) => (Nullable.GetUnderlyingType(type) ?? type).IsAssignableTo(typeof(IComparable));

        private Expression? Resolve(Questions group, LambdaExpression? lambda) =>
            lambda is null ? null : group.Inner.FinishWithoutNow(Substitution.Apply(lambda, group.Member), location);
    }
}
