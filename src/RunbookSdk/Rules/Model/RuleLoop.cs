using System.Linq.Expressions;

namespace RunbookSdk.Rules.Model;

/// <summary>Finds the next of several rules whose condition holds.</summary>
/// <param name="constants">Room for those of the rule that is asked.</param>
/// <param name="all">The constants of each rule.</param>
/// <param name="from">The first to ask.</param>
/// <param name="facts">Values of the slots.</param>
/// <param name="answers">Answers of the subqueries.</param>
/// <returns>Its place; the number of rules when there is none.</returns>
internal delegate int NextOf(object?[] constants, object?[][] all, int from, object?[] facts, double[] answers);

/// <summary>
/// Conditions that differ in constants only, asked in one loop: a call for each of a hundred rules costs more than what it asks.
/// </summary>
internal sealed class RuleLoop
{
    private readonly NextOf next;
    private readonly object?[][] all;

    /// <param name="bodies">The condition of each rule, and the query that it is of; all of one shape.</param>
    public RuleLoop(IReadOnlyList<(Expression Body, QueryModel Query)> bodies)
    {
        next = Compilation.LoopOf(bodies[0].Body, bodies[0].Query).Run;
        all = [.. bodies.Select(b => Compilation.ConstantsOf(b.Body, b.Query))];
    }

    /// <summary>The place of the next rule whose condition holds; the number of rules when there is none.</summary>
    public int Next(int from, object?[] facts, double[] answers) => next([], all, from, facts, answers);
}
