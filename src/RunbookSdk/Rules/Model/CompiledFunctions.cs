using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>A function of one fact, compiled when it is first asked. Who asks with each update holds this and no delegate around it.</summary>
internal sealed class FactFunction<T>(Expression body, ParameterExpression fact, ShapeCache shapes)
{
    private Code<Func<object?[], object, T>>? code;

    public T Of(object value)
    {
        var made = code ??= Compilation.CodeOf<T>(body, fact, shapes);
        return made.Run(made.Constants, value);
    }
}

/// <summary>The same of a match: of the values of its slots, the answers of its subqueries and now.</summary>
internal sealed class MatchFunction<T>(Expression body, QueryModel query)
{
    private Code<Func<object?[], object?[], double[], DateTimeOffset, T>>? code;

    public T Of(object?[] facts, double[] answers, DateTimeOffset now)
    {
        var made = code ??= Compilation.CodeOf<T>(body, query);
        return made.Run(made.Constants, facts, answers, now);
    }
}
