using System.Linq.Expressions;
using System.Text.Json;
using RunbookSdk.Actions;
using RunbookSdk.Explanation;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>
/// Says why something was not as expected: the clauses of the rules that could have brought it, with every value. Each rule is explained once
/// in a scenario, where it first matters; what fails after that mostly follows from it.
/// </summary>
internal sealed class FailureReasons(RunbookSession session)
{
    private readonly HashSet<string> explained = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Of(WantedDecision wanted) => Of(wanted.Rule, wanted.Action, KeyOf(wanted.Target));

    public IReadOnlyList<string> Of(Decision decision) => Of(decision.Rule, null, decision.Facts.Select(f => f.Key).FirstOrDefault(k => k.Length > 0));

    public IReadOnlyList<string> OfAction(string? rule, string? action) => Of(rule, action, null);

    /// <summary>The rules that derive a fact, or assert one.</summary>
    public IReadOnlyList<string> OfFact(Type type) =>
        [.. session.Rules.Rules.Where(r => !r.IsImplied && Results.Of(r.Model.Projection).Contains(type) && explained.Add(r.Id)).Select(r => Of(r, null).ToString())];

    private IReadOnlyList<string> Of(string? rule, string? action, string? key) =>
        [.. session.Rules.Rules.Where(r => rule is null ? !r.IsImplied && Asks(r, action) : r.Id == rule).Where(r => explained.Add(r.Id)).Select(r => Of(r, key).ToString())];

    /// <summary>About the target where the rule reads facts of that name, else about whatever is nearest.</summary>
    private RuleExplanation Of(Rule rule, string? key)
    {
        if (key is null) return session.Explain(rule.Id);
        var about = session.Explain(rule.Id, key);
        return about.IsKeyKnown ? about : session.Explain(rule.Id);
    }

    private static string? KeyOf(string? target) =>
        target is null || target.IndexOf('/', StringComparison.Ordinal) is not (>= 0 and var slash) ? null : target[(slash + 1)..];

    /// <summary>What a rule asks for is called like the action.</summary>
    private static bool Asks(Rule rule, string? action) => rule.Model.Projection switch
    {
        _ when action is null or "release" => true,
        MethodCallExpression call => Kebab(call.Method.Name) == action,
        var other => Kebab(other.Type.Name) == action,
    };

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>The types of what a result makes.</summary>
    private sealed class Results : ExpressionVisitor
    {
        private readonly HashSet<Type> made = [];

        public static IReadOnlySet<Type> Of(Expression projection)
        {
            var results = new Results();
            results.Visit(projection);
            return results.made;
        }

        public override Expression? Visit(Expression? node)
        {
            if (node is NewExpression or MemberInitExpression or MethodCallExpression) made.Add(node.Type);
            return base.Visit(node);
        }
    }
}
