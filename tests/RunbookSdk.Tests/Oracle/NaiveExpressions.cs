using System.Linq.Expressions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>What parameters stand for while an expression is asked.</summary>
internal sealed class Scope
{
    private readonly Dictionary<ParameterExpression, object?> values = [];

    public object? this[ParameterExpression parameter]
    {
        get => values[parameter];
        set => values[parameter] = value;
    }
}

/// <summary>Asks expressions of a model, each compiled by itself as a function of all that it reads.</summary>
internal sealed class NaiveExpressions
{
    private readonly Dictionary<Expression, Func<Scope, object?>> compiled = [];

    public object? Value(Expression body, Scope scope)
    {
        if (!compiled.TryGetValue(body, out var function)) compiled[body] = function = Compile(body);
        return function(scope);
    }

#pragma warning disable CA1031 // Whatever a condition throws.
    public bool Throws(Expression body, Scope scope)
    {
        try
        {
            Value(body, scope);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }

    /// <summary>A condition that throws does not hold.</summary>
    public bool Holds(Expression condition, Scope scope)
    {
        try
        {
            return (bool)Value(condition, scope)!;
        }
        catch (Exception)
        {
            return false;
        }
    }
#pragma warning restore CA1031

    private static Func<Scope, object?> Compile(Expression body)
    {
        var scope = Expression.Parameter(typeof(Scope));
        var free = new FreeParameters();
        free.Visit(body);
        var assigned = free.Found.Select(p => Expression.Assign(
            p, Expression.Convert(Expression.Property(scope, "Item", Expression.Constant(p)), p.Type)));
        var block = Expression.Block(free.Found, [.. assigned, Expression.Convert(body, typeof(object))]);
        return Expression.Lambda<Func<Scope, object?>>(block, scope).Compile();
    }

    private sealed class FreeParameters : ExpressionVisitor
    {
        public List<ParameterExpression> Found { get; } = [];

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            base.VisitLambda(node);
            Found.RemoveAll(node.Parameters.Contains);
            return node;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            if (!Found.Contains(node)) Found.Add(node);
            return node;
        }
    }
}
