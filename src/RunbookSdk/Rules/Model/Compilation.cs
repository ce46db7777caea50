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
/// What it gives may be shared by any number of threads; two that compile at once make the same.
/// </summary>
internal static class Compilation
{
    private static readonly ParameterExpression Facts = Expression.Parameter(typeof(object[]), "facts");
    private static readonly ParameterExpression Answers = Expression.Parameter(typeof(double[]), "answers");
    private static readonly ParameterExpression Other = Expression.Parameter(typeof(object), "other");
    private static readonly ParameterExpression Count = Expression.Parameter(typeof(int), "count");
    private static readonly ParameterExpression From = Expression.Parameter(typeof(int), "from");
    private static readonly ParameterExpression Another = Expression.Parameter(typeof(object), "another");

    public static Compiled<T> Compile<T>(Expression body, QueryModel query) => new MatchFunction<T>(body, query).Of;

    /// <summary>The code of <see cref="MatchFunction{T}"/>.</summary>
    public static Code<Func<object?[], object?[], double[], DateTimeOffset, T>> CodeOf<T>(Expression body, QueryModel query) =>
        query.Shapes.Compile<Func<object?[], object?[], double[], DateTimeOffset, T>>(
            body, Known(query), query.Slots.Count, [Facts, Answers, QueryModel.Now], lifted => Converted<T>(new Binding(query).Visit(lifted)));

    /// <summary>The code of <see cref="RuleLoop"/>.</summary>
    public static Code<NextOf> LoopOf(Expression body, QueryModel query) => query.Shapes.Compile<NextOf>(
        body, Known(query), query.Slots.Count, [Count, From, Facts, Answers], lifted => Loop(new Binding(query).Visit(lifted)));

    /// <summary>Equal for conditions that differ in constants only.</summary>
    public static ExpressionTokens ShapeOf(Expression body, QueryModel query) => ExpressionTokens.ShapeOf(body, Known(query), out _);

    /// <summary>Asks a condition with the constants of one rule after the other. What all of them read alike is read once.</summary>
    private static BlockExpression Loop(Expression condition)
    {
        var hoisting = new Hoisting();
        var hoisted = hoisting.Visit(condition);
        var found = Expression.Label(typeof(int));
        var loop = Expression.Loop(
            Expression.Block(
                Expression.IfThen(Expression.GreaterThanOrEqual(From, Count), Expression.Break(found, From)),
                Expression.IfThen(hoisted, Expression.Break(found, From)),
                Expression.PreIncrementAssign(From)),
            found);
        return Expression.Block(hoisting.Variables, [.. hoisting.Assignments, loop]);
    }

    /// <summary>A function of a match so far and one further fact.</summary>
    public static CompiledWithFact<T> CompileWithFact<T>(Expression body, QueryModel query, ParameterExpression fact)
    {
        Code<Func<object?[], object?[], object, T>>? code = null;
        return (facts, other) =>
        {
            var made = code ??= query.Shapes.Compile<Func<object?[], object?[], object, T>>(
                body,
                Known(query).Prepend(fact),
                query.Slots.Count,
                [Facts, Other],
                lifted => Converted<T>(new OneFact(fact, Other).Visit(new Binding(query).Visit(lifted))));
            return made.Run(made.Constants, facts, other);
        };
    }

    /// <summary>A function of one fact.</summary>
    public static Func<object, T> CompileOnFact<T>(Expression body, ParameterExpression fact, ShapeCache shapes) =>
        new FactFunction<T>(body, fact, shapes).Of;

    /// <summary>The code of <see cref="FactFunction{T}"/>.</summary>
    public static Code<Func<object?[], object, T>> CodeOf<T>(Expression body, ParameterExpression fact, ShapeCache shapes) =>
        shapes.Compile<Func<object?[], object, T>>(body, [fact], 1, [Other], lifted => Converted<T>(new OneFact(fact, Other).Visit(lifted)));

    /// <summary>A function of two facts.</summary>
    public static Func<object, object, T> CompileOnFacts<T>(
        Expression body, ParameterExpression first, ParameterExpression second, ShapeCache shapes)
    {
        Code<Func<object?[], object, object, T>>? code = null;
        return (left, right) =>
        {
            var made = code ??= shapes.Compile<Func<object?[], object, object, T>>(
                body,
                [first, second],
                2,
                [Other, Another],
                lifted => Converted<T>(new OneFact(second, Another).Visit(new OneFact(first, Other).Visit(lifted))));
            return made.Run(made.Constants, left, right);
        };
    }

    /// <summary>A function of one fact and now.</summary>
    public static Func<object, DateTimeOffset, T> CompileOnFactAndNow<T>(Expression body, ParameterExpression fact, ShapeCache shapes)
    {
        Code<Func<object?[], object, DateTimeOffset, T>>? code = null;
        return (value, now) =>
        {
            var made = code ??= shapes.Compile<Func<object?[], object, DateTimeOffset, T>>(
                body, [fact, QueryModel.Now], 1, [Other, QueryModel.Now], lifted => Converted<T>(new OneFact(fact, Other).Visit(lifted)));
            return made.Run(made.Constants, value, now);
        };
    }

    private static IEnumerable<ParameterExpression> Known(QueryModel query) =>
        [QueryModel.Now, .. query.Slots.Select(s => s.Parameter), .. query.Subqueries.Select(s => s.Answer)];

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

    /// <summary>Reads the facts and the columns of constants into variables, before a loop over the rules.</summary>
    private sealed class Hoisting : ExpressionVisitor
    {
        private readonly Dictionary<(Expression Array, int Place), ParameterExpression> variables = [];

        public IEnumerable<ParameterExpression> Variables => variables.Values;

        public List<Expression> Assignments { get; } = [];

        protected override Expression VisitUnary(UnaryExpression node)
        {
            if (node.Operand is not BinaryExpression { NodeType: ExpressionType.ArrayIndex, Right: ConstantExpression { Value: int place } } read)
                return base.VisitUnary(node);
            if (read.Left == Facts) return Variable(read, place, node.Type);
            return read.Left == ShapeCache.Constants
                ? Expression.ArrayIndex(Variable(read, place, node.Type.MakeArrayType()), From)
                : base.VisitUnary(node);
        }

        private ParameterExpression Variable(BinaryExpression read, int place, Type type)
        {
            if (variables.TryGetValue((read.Left, place), out var known)) return known;
            var variable = variables[(read.Left, place)] = Expression.Variable(type);
            Assignments.Add(Expression.Assign(variable, Expression.Convert(read, type)));
            return variable;
        }
    }

    private sealed class OneFact(ParameterExpression fact, ParameterExpression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == fact ? Expression.Convert(value, fact.Type) : node;
    }
}
