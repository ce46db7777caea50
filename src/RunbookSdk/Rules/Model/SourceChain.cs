using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// A source as it stands inside an expression: <c>Facts&lt;T&gt;().Where(...)</c>. Its conditions may read the facts around it,
/// what remains may not.
/// </summary>
internal sealed class SourceChain
{
    private readonly Expression source;
    private readonly TimeSpan? window;
    private readonly TimeSpan? age;

    private SourceChain(Expression source, TimeSpan? window, TimeSpan? age, IReadOnlyList<LambdaExpression> conditions) =>
        (this.source, this.window, this.age, Conditions) = (source, window, age, conditions);

    /// <summary>The conditions of its <c>Where</c> calls, in the order in which they were written.</summary>
    public IReadOnlyList<LambdaExpression> Conditions { get; }

    public static SourceChain Of(Expression expression)
    {
        var conditions = new List<LambdaExpression>();
        TimeSpan? window = null;
        TimeSpan? age = null;
        while (Unconvert(expression) is MethodCallExpression { Object: { } inner } call && IsSource(inner.Type))
        {
            var isWhere = call.Method.Name == nameof(Query<>.Where);
            if (isWhere) conditions.Insert(0, Lambda(call.Arguments[0]));
            else if (IsTimed(call, nameof(FactSource<>.Over), window) is { } length) window = length;
            else if (IsTimed(call, nameof(FactSource<>.MaxAge), age) is { } limit) age = limit;
            else break;
            expression = inner;
        }

        return new SourceChain(Unconvert(expression), window, age, conditions);
    }

    /// <summary>The fact and the window of <c>Over(fact, window)</c>; null for any other source.</summary>
    public MethodCallExpression? OverFact =>
        source is MethodCallExpression { Object: null, Method.Name: nameof(RuleBook.Over) } call
        && call.Method.DeclaringType == typeof(RuleBook) ? call : null;

    /// <summary>The clauses of the source; null after a problem.</summary>
    public QueryNode? Evaluate(List<Diagnostic> problems, SourceLocation location)
    {
        try
        {
            if (ConstantFolder.Fold(source) is ConstantExpression { Value: IQuery query })
                return Limited(query.Node, location);
            problems.Add(RuleProblems.SourceDependsOnFact(source, location));
        }
        catch (TargetInvocationException exception)
        {
            problems.Add(RuleProblems.Threw(exception, location));
        }

        return null;
    }

    /// <summary>The time that stands in a call after conditions that read other facts; the first such call counts.</summary>
    private static TimeSpan? IsTimed(MethodCallExpression call, string name, TimeSpan? known) =>
        call.Method.Name == name && known is null && Reads.Of(call.Object!).Count > 0
        && ConstantFolder.Fold(call.Arguments[0]) is ConstantExpression { Value: TimeSpan time } ? time : null;

    private QueryNode Limited(QueryNode node, SourceLocation location)
    {
        if (window is { } length) node = new QueryNode.History(node, length, location);
        return age is { } limit ? new QueryNode.MaxAge(node, limit, location) : node;
    }

    public static bool IsSource(Type type) => typeof(IQuery).IsAssignableFrom(type);

    public static LambdaExpression Lambda(Expression argument) =>
        (LambdaExpression)(argument is UnaryExpression { NodeType: ExpressionType.Quote } quote ? quote.Operand : argument);

    public static LambdaExpression? LambdaOrNull(Expression argument) =>
        argument as LambdaExpression ?? (argument as UnaryExpression)?.Operand as LambdaExpression;

    private static Expression Unconvert(Expression expression) =>
        expression is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : expression;
}
