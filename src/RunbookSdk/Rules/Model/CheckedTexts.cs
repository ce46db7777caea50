using System.Linq.Expressions;
using System.Reflection;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// On a parameter of what a rule results in: its text has to be of a form that a later room knows. Where it is a constant, a mistake is told when
/// the rule is read; otherwise it is known only when the rule runs.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class CheckedTextAttribute : Attribute
{
    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public abstract string? ProblemOf(string text);
}

/// <summary>Checks the constant texts of a result.</summary>
internal sealed class CheckedTexts : ExpressionVisitor
{
    private readonly List<string> problems = [];

    /// <summary>What is wrong with the constant texts of a result, in the order in which they stand there.</summary>
    /// <param name="projection">The result, with its constants folded.</param>
    public static IReadOnlyList<string> ProblemsOf(Expression projection)
    {
        var checking = new CheckedTexts();
        checking.Visit(projection);
        return checking.problems;
    }

    /// <summary>A result that is constant as a whole was made of what its properties say.</summary>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        foreach (var parameter in node.Value?.GetType().GetConstructors().SelectMany(c => c.GetParameters()) ?? [])
        {
            if (parameter.IsDefined(typeof(CheckedTextAttribute))) Check(parameter, node.Value!.GetType().GetProperty(parameter.Name!)?.GetValue(node.Value));
        }

        return node;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Check(node.Method, node.Arguments);
        return base.VisitMethodCall(node);
    }

    protected override Expression VisitNew(NewExpression node)
    {
        if (node.Constructor is { } constructor) Check(constructor, node.Arguments);
        return base.VisitNew(node);
    }

    private void Check(MethodBase method, IReadOnlyList<Expression> arguments)
    {
        if (!arguments.Any(a => a is ConstantExpression { Value: string })) return;
        foreach (var (parameter, argument) in method.GetParameters().Zip(arguments)) Check(parameter, (argument as ConstantExpression)?.Value);
    }

    private void Check(ParameterInfo parameter, object? value)
    {
        if (value is string text && parameter.GetCustomAttribute<CheckedTextAttribute>()?.ProblemOf(text) is { } problem) problems.Add(problem);
    }
}
