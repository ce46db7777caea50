using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Actions;

/// <summary>
/// What proves that an action worked, and what follows without a proof, as rules about the <see cref="Verification"/> that stands meanwhile: so
/// the matcher finds out, and what follows has a mode, a reason and a place in the journal like all else.
/// </summary>
internal sealed class ActionVerification(Type action, Type proof, LambdaExpression query, SourceLocation location) : IVerification
{
    private static readonly PropertyInfo Asked = typeof(Verification).GetProperty(nameof(Verification.Asked))!;

    private readonly List<Step> steps = [];

    public VerificationPlan Plan => new(action, proof, [.. steps.Select(s => s.Within)]);

    public void Add(Step step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step.Within, TimeSpan.Zero, "within");
        steps.Add(step);
    }

    public IEnumerable<RuleDeclaration> RulesOf(RuleDeclaration rule) => [Finder(rule), .. steps.Select((s, i) => Escalation(rule, s, i + 1))];

    public IEnumerable<Diagnostic> FindProblems(RuleModel rule) =>
        action.IsAssignableFrom(rule.Projection.Type) ? [] : [VerifyProblems.OtherAction(rule.Id, action, rule.Projection.Type, location)];

    /// <summary>
    /// <c>from v in Facts&lt;Verification&gt;() where v.Rule == id from fact in proof select new Proven(v.IdempotencyKey)</c>
    /// </summary>
    private RuleDeclaration Finder(RuleDeclaration rule)
    {
        var id = rule.Id;
        Expression<Func<Verification, bool>> isOf = v => v.Rule == id;
        Expression<Func<Verification, Proven>> proven = v => new Proven(v.IdempotencyKey);
        var (open, fact) = (Expression.Parameter(typeof(Verification), "verification"), Expression.Parameter(proof, "proof"));
        QueryNode node = new QueryNode.Where(new QueryNode.Facts(typeof(Verification), location), isOf, location);
        node = new QueryNode.SelectMany(node, About(query, open), Expression.Lambda(open, open, fact), location);
        return Implied(rule, $"{id}/verify", new QueryNode.Select(node, proven, location), location, $"Finds the proof that what {id} asked for has worked.");
    }

    /// <summary><c>from v in Facts&lt;Verification&gt;() where v.Rule == id &amp;&amp; v.Escalations >= number select otherwise</c></summary>
    private static RuleDeclaration Escalation(RuleDeclaration rule, Step step, int number)
    {
        var id = rule.Id;
        Expression<Func<Verification, bool>> isDue = v => v.Rule == id && v.Escalations >= number;
        var open = Expression.Parameter(typeof(Verification), "verification");
        QueryNode node = new QueryNode.Where(new QueryNode.Facts(typeof(Verification), step.Location), isDue, step.Location);
        return Implied(
            rule,
            string.Create(CultureInfo.InvariantCulture, $"{id}/otherwise/{number}"),
            new QueryNode.Select(node, About(step.Otherwise, open), step.Location),
            step.Location,
            $"Follows when it is not proved in time that what {id} asked for has worked.");
    }

    /// <summary>
    /// How far the rule may go, who has to approve, and when it acts, holds for what follows too; how often the rule begins something, for how many at
    /// one time, and for how long, does not.
    /// </summary>
    private static RuleDeclaration Implied(RuleDeclaration rule, string id, QueryNode node, SourceLocation place, string description) => new(id, node, place)
    {
        IsImplied = true,
        Settings = rule.Settings with { Description = description, Cooldown = default, Budget = null, MostTargets = null, Lease = null, AgainOnChange = false },
    };

    /// <summary>What is said of an action, said of the verification of one.</summary>
    private static LambdaExpression About(LambdaExpression said, ParameterExpression open)
    {
        var verified = Expression.Convert(Expression.Property(open, Asked), said.Parameters[0].Type);
        var body = Substitution.Apply(said, verified);
        while (body is UnaryExpression { NodeType: ExpressionType.Convert } upcast && upcast.Type.IsAssignableFrom(upcast.Operand.Type)) body = upcast.Operand;
        return Expression.Lambda(body, open);
    }

    /// <summary>Something that is asked for when a time has passed without a proof.</summary>
    internal sealed record Step(TimeSpan Within, LambdaExpression Otherwise, SourceLocation Location);
}
