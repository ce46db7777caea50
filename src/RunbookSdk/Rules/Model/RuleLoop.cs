using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>Finds the next of several rules whose condition holds.</summary>
/// <param name="columns">For each constant of the condition an array of its type: what it is in each rule.</param>
/// <param name="count">How many rules there are.</param>
/// <param name="from">The first to ask.</param>
/// <param name="facts">Values of the slots.</param>
/// <param name="answers">Answers of the subqueries.</param>
/// <returns>Its place; the number of rules when there is none.</returns>
internal delegate int NextOf(object?[] columns, int count, int from, object?[] facts, double[] answers);

/// <summary>
/// Conditions that differ in constants only, asked in one loop: a call for each of a hundred rules costs more than what it asks. What the
/// loop reads of the rules stands in arrays of its own, one number after the other.
/// </summary>
internal sealed class RuleLoop
{
    private readonly NextOf next;
    private readonly object?[] columns;
    private readonly int count;

    /// <param name="bodies">The condition of each rule; all of one shape.</param>
    /// <param name="query">The query of the first.</param>
    public RuleLoop(IReadOnlyList<Expression> bodies, QueryModel query)
    {
        count = bodies.Count;
        next = Compilation.LoopOf(bodies[0], query).Run;
        var constants = bodies.Select(ConstantFinder.In).ToList();
        columns = [.. constants[0].Select((constant, place) => Column(constant.Type, constants.Select(c => c[place].Value)))];
    }

    /// <summary>The place of the next rule whose condition holds; the number of rules when there is none.</summary>
    public int Next(int from, object?[] facts, double[] answers) => next(columns, count, from, facts, answers);

    private Array Column(Type type, IEnumerable<object?> values)
    {
        var column = Array.CreateInstance(type, count);
        foreach (var (rule, value) in values.Index()) column.SetValue(value, rule);
        return column;
    }

    /// <summary>The constants of an expression in the order in which code of its shape reads them.</summary>
    private sealed class ConstantFinder : ExpressionVisitor
    {
        private readonly List<ConstantExpression> found = [];

        public static IReadOnlyList<ConstantExpression> In(Expression expression)
        {
            var finder = new ConstantFinder();
            finder.Visit(expression);
            return finder.found;
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            found.Add(node);
            return node;
        }
    }
}
