using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>A compiled part of a rule.</summary>
/// <param name="facts">Values of the slots.</param>
/// <param name="answers">Answers of the subqueries; whether there are any is 1 or 0.</param>
/// <param name="now">The instant of the evaluation.</param>
internal delegate T Compiled<out T>(object?[] facts, double[] answers, DateTimeOffset now);

/// <summary>A compiled part of a question: about a match so far and one of the other facts.</summary>
internal delegate T CompiledWithFact<out T>(object?[] facts, object other);

/// <summary>
/// Compiles expressions of a model, each when it is first asked: most conditions of most rules wait for facts that do not come.
/// </summary>
internal static class Compilation
{
    private static readonly ParameterExpression Facts = Expression.Parameter(typeof(object[]), "facts");
    private static readonly ParameterExpression Answers = Expression.Parameter(typeof(double[]), "answers");
    private static readonly ParameterExpression Other = Expression.Parameter(typeof(object), "other");

    public static Compiled<T> Compile<T>(Expression body, QueryModel query)
    {
        Compiled<T>? compiled = null;
        return (facts, answers, now) => (compiled ??= Build<Compiled<T>, T>(
            new Binding(query).Visit(body), Facts, Answers, QueryModel.Now))(facts, answers, now);
    }

    /// <summary>A function of a match so far and one further fact.</summary>
    public static CompiledWithFact<T> CompileWithFact<T>(Expression body, QueryModel query, ParameterExpression fact)
    {
        CompiledWithFact<T>? compiled = null;
        return (facts, other) => (compiled ??= Build<CompiledWithFact<T>, T>(
            new OneFact(fact, Other).Visit(new Binding(query).Visit(body)), Facts, Other))(facts, other);
    }

    /// <summary>A function of one fact.</summary>
    public static Func<object, T> CompileOnFact<T>(Expression body, ParameterExpression fact)
    {
        Func<object, T>? compiled = null;
        return value => (compiled ??= Build<Func<object, T>, T>(new OneFact(fact, Other).Visit(body), Other))(value);
    }

    /// <summary>A function of one fact and now.</summary>
    public static Func<object, DateTimeOffset, T> CompileOnFactAndNow<T>(Expression body, ParameterExpression fact)
    {
        Func<object, DateTimeOffset, T>? compiled = null;
        return (value, now) => (compiled ??= Build<Func<object, DateTimeOffset, T>, T>(
            new OneFact(fact, Other).Visit(body), Other, QueryModel.Now))(value, now);
    }

    private static TDelegate Build<TDelegate, T>(Expression body, params IEnumerable<ParameterExpression> parameters) =>
        Expression.Lambda<TDelegate>(Converted<T>(body), parameters).Compile();

    private static Expression Converted<T>(Expression body) => body.Type == typeof(T) ? body : Expression.Convert(body, typeof(T));

    private sealed class Binding(QueryModel query) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (query.Slots.FirstOrDefault(s => s.Parameter == node) is { } slot)
                return Expression.Convert(Expression.ArrayIndex(Facts, Expression.Constant(slot.Index)), node.Type);
            for (var i = 0; i < query.Subqueries.Count; i++)
            {
                if (query.Subqueries[i].Answer == node) return Answer(Expression.Call(Unanswered.Reader, Answers, Expression.Constant(i)), node.Type);
            }

            return node;
        }

        private static Expression Answer(Expression number, Type type) =>
            type == typeof(bool) ? Expression.NotEqual(number, Expression.Constant(0d)) : Expression.Convert(number, type);
    }

    private sealed class OneFact(ParameterExpression fact, ParameterExpression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == fact ? Expression.Convert(value, fact.Type) : node;
    }
}
