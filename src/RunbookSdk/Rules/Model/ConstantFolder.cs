using System.Linq.Expressions;
using System.Reflection;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// Replaces every part of an expression that reads no parameter by its value, so that a variable of a script is read once,
/// when its rule is declared. Works by reflection: compiled or interpreted helpers would keep an unloadable script alive.
/// </summary>
internal sealed class ConstantFolder : ExpressionVisitor
{
    public static Expression Fold(Expression expression) => new ConstantFolder().Visit(expression);

    /// <exception cref="TargetInvocationException">What is folded threw.</exception>
    protected override Expression VisitMember(MemberExpression node)
    {
        var visited = (MemberExpression)base.VisitMember(node);
        if (visited.Expression is not null and not ConstantExpression) return visited;
        var instance = (visited.Expression as ConstantExpression)?.Value;
        if (instance is null && visited.Expression is not null) return visited;
        var value = visited.Member is FieldInfo field ? field.GetValue(instance) : ((PropertyInfo)visited.Member).GetValue(instance);
        return Expression.Constant(value, node.Type);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var visited = (MethodCallExpression)base.VisitMethodCall(node);
        if (visited.Object is not null and not ConstantExpression || !visited.Arguments.All(IsValue)) return visited;
        var value = visited.Method.Invoke((visited.Object as ConstantExpression)?.Value, [.. visited.Arguments.Select(Value)]);
        return Expression.Constant(value, node.Type);
    }

    protected override Expression VisitNew(NewExpression node)
    {
        var visited = (NewExpression)base.VisitNew(node);
        if (visited.Constructor is null || visited.Members is not null || !visited.Arguments.All(a => a is ConstantExpression)) return visited;
        return Expression.Constant(visited.Constructor.Invoke([.. visited.Arguments.Select(Value)]), node.Type);
    }

    /// <summary>What an initializer fills has to be made anew each time.</summary>
    protected override Expression VisitListInit(ListInitExpression node) =>
        node.Update((NewExpression)base.VisitNew(node.NewExpression), Visit(node.Initializers, VisitElementInit));

    protected override Expression VisitMemberInit(MemberInitExpression node) =>
        node.Update((NewExpression)base.VisitNew(node.NewExpression), Visit(node.Bindings, VisitMemberBinding));

    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        var visited = (NewArrayExpression)base.VisitNewArray(node);
        if (visited.NodeType != ExpressionType.NewArrayInit || !visited.Expressions.All(e => e is ConstantExpression)) return visited;
        var array = Array.CreateInstance(node.Type.GetElementType()!, visited.Expressions.Count);
        for (var i = 0; i < array.Length; i++) array.SetValue(Value(visited.Expressions[i]), i);
        return Expression.Constant(array, node.Type);
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        if (node.NodeType == ExpressionType.Quote) return node;
        var visited = (UnaryExpression)base.VisitUnary(node);
        return visited.Operand is ConstantExpression ? Evaluate(visited) : visited;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        var visited = (BinaryExpression)base.VisitBinary(node);
        return visited is { Left: ConstantExpression, Right: ConstantExpression } ? Evaluate(visited) : visited;
    }

    protected override Expression VisitLambda<T>(Expression<T> node) => node.Update(Visit(node.Body), node.Parameters);

    private static bool IsValue(Expression expression) => expression is ConstantExpression or UnaryExpression { NodeType: ExpressionType.Quote };

    /// <summary>A quoted lambda is a value too: the expression itself.</summary>
    private static object? Value(Expression expression) =>
        expression is ConstantExpression constant ? constant.Value : ((UnaryExpression)expression).Operand;

    /// <summary>Operators have no reflection; their operands are constants by now, so the code pins no script.</summary>
    private static ConstantExpression Evaluate(Expression expression)
    {
        var value = Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile()();
        return Expression.Constant(value, expression.Type);
    }
}
