using RunbookSdk.Rules;

namespace RunbookSdk.Instances;

/// <summary>What a set of rules declares besides rules.</summary>
public static class RuleSetExtensions
{
    /// <summary>The lifecycles that its runbooks declare, in the order of declaration.</summary>
    /// <param name="rules">The rules.</param>
    public static IReadOnlyList<RunbookLifecycle> Lifecycles(this RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. rules.Others.OfType<RunbookLifecycle>()];
    }
}
