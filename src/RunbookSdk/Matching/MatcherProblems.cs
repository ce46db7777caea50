using System.Globalization;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>What a matcher refuses, in one place. What each means stands in docs/diagnostics.md.</summary>
internal static class MatcherProblems
{
    public static Diagnostic TooManyCombinations(RuleModel rule, int limit, IReadOnlyList<SlotConsumer> slots, QueryPlan plan)
    {
        var facts = slots.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{plan.Names[i]} {s.Memory!.Count}"));
        var untied = plan.Untied.Count == 0
            ? ""
            : $" Nothing ties {string.Join(", ", plan.Untied)} to what is matched before: join it on a key, or add a condition that compares them with ==.";
        return Error(
            "RBK5020",
            string.Create(CultureInfo.InvariantCulture, $"rule '{rule.Id}' looked at more than {limit} combinations of facts in one round (facts: {string.Join(", ", facts)}); the evaluation was taken back.{untied}"),
            rule);
    }

    public static Diagnostic TooManyMatches(RuleModel rule, int limit) => Error(
        "RBK5021",
        string.Create(CultureInfo.InvariantCulture, $"rule '{rule.Id}' would have more than {limit} matches at once; the evaluation was taken back. Match fewer facts, or group them."),
        rule);

    private static Diagnostic Error(string code, string message, RuleModel rule) => new(code, Severity.Error, message, rule.Location);
}
