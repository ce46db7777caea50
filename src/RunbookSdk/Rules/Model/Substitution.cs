using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// Puts expressions in the place of a lambda's parameters and sees through the anonymous objects with which the compiler carries
/// the variables of a query from clause to clause.
/// </summary>
internal sealed class Substitution : ExpressionVisitor
{
    private readonly Dictionary<ParameterExpression, Expression> replacements = [];

    public static Expression Apply(LambdaExpression lambda, params ReadOnlySpan<Expression> arguments)
    {
        var substitution = new Substitution();
        for (var i = 0; i < arguments.Length; i++) substitution.replacements[lambda.Parameters[i]] = arguments[i];
        return substitution.Visit(lambda.Body);
    }

    protected override Expression VisitParameter(ParameterExpression node) => replacements.GetValueOrDefault(node, node);

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null) return node;
        var instance = Visit(node.Expression);
        return instance is NewExpression { Members: { } members } made && IndexOf(members, node.Member.Name) is var index and >= 0
            ? made.Arguments[index]
            : node.Update(instance);
    }

    private static int IndexOf(IReadOnlyList<System.Reflection.MemberInfo> members, string name)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].Name == name) return i;
        }

        return -1;
    }
}
