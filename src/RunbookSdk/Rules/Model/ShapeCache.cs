using System.Collections.Concurrent;
using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>
/// Compiled expressions of a set of rules, by their shape: rules that differ in constants only share one piece of code, so a thousand
/// alike cost one compilation. Safe for any number of threads. Rules hold it weakly and their set holds it: a rule that outlives its
/// set, in a session whose other rules were exchanged, must not keep the code of those others and with it their script.
/// </summary>
internal sealed class ShapeCache
{
    /// <summary>The first argument of all code.</summary>
    public static readonly ParameterExpression Constants = Expression.Parameter(typeof(object[]), "constants");

    private readonly WeakReference<ConcurrentDictionary<(ExpressionTokens Shape, Type Delegate, int Slots), Delegate>> weak = new([]);

    /// <summary>The code; whoever holds this keeps it.</summary>
    public ConcurrentDictionary<(ExpressionTokens Shape, Type Delegate, int Slots), Delegate> Compiled
    {
        get
        {
            if (weak.TryGetTarget(out var compiled)) return compiled;
            weak.SetTarget(compiled = []);
            return compiled;
        }
    }

    /// <summary>The code of an expression, a delegate whose first argument takes its constants.</summary>
    /// <param name="body">The expression.</param>
    /// <param name="known">Parameters that the expression may read, in an order that says which is which.</param>
    /// <param name="slots">How many of them stand for facts.</param>
    /// <param name="arguments">Further arguments of the delegate.</param>
    /// <param name="bind">Puts arguments in the place of parameters.</param>
    public Code<TDelegate> Compile<TDelegate>(
        Expression body,
        IEnumerable<ParameterExpression> known,
        int slots,
        IEnumerable<ParameterExpression> arguments,
        Func<Expression, Expression> bind)
        where TDelegate : Delegate
    {
        var key = (ExpressionTokens.ShapeOf(body, known, out var constants), typeof(TDelegate), slots);
        var compiled = Compiled;
        if (!compiled.TryGetValue(key, out var made))
        {
            var lambda = Expression.Lambda<TDelegate>(bind(new Lifting().Visit(body)), arguments.Prepend(Constants));
            made = compiled.GetOrAdd(key, lambda.Compile());
        }

        return new((TDelegate)made, [.. constants]);
    }

    /// <summary>Reads each constant from the array, in the order in which <see cref="ExpressionTokens"/> meets them.</summary>
    private sealed class Lifting : ExpressionVisitor
    {
        private int count;

        protected override Expression VisitConstant(ConstantExpression node) =>
            Expression.Convert(Expression.ArrayIndex(Constants, Expression.Constant(count++)), node.Type);
    }
}

/// <summary>Code of some shape with the constants of one expression.</summary>
internal sealed record Code<TDelegate>(TDelegate Run, object?[] Constants);
