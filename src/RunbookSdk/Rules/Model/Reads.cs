using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>Finds the parameters that an expression reads from outside.</summary>
internal sealed class Reads : ExpressionVisitor
{
    private readonly List<ParameterExpression> found = [];
    private readonly HashSet<ParameterExpression> own = [];

    /// <summary>The parameters in the order of their first use.</summary>
    public static IReadOnlyList<ParameterExpression> Of(Expression expression)
    {
        var visitor = new Reads();
        visitor.Visit(expression);
        return visitor.found;
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        foreach (var parameter in node.Parameters) own.Add(parameter);
        return base.VisitLambda(node);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (!own.Contains(node) && !found.Contains(node)) found.Add(node);
        return node;
    }
}
