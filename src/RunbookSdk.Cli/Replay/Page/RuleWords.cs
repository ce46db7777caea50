using System.Globalization;
using System.Linq.Expressions;
using RunbookSdk.Actions;
using RunbookSdk.Lifecycles;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Cli.Replay.Page;

/// <summary>What a page says of a rule.</summary>
internal static class RuleWords
{
    /// <summary>Its clauses, as its author would write them.</summary>
    public static IEnumerable<string> ClausesOf(RuleModel rule) =>
    [
        .. rule.Query.Slots.Select(ClauseText.Of),
        .. rule.Query.Conditions.Select(c => $"where {ClauseText.Of(c.Body, rule.Query)}"),
        $"select {ResultOf(rule)}",
    ];

    /// <summary>What the gate minds of a rule.</summary>
    public static IEnumerable<string> GateOf(RuleModel rule)
    {
        var settings = rule.Settings;
        if (settings.Approvals > 0) yield return $"waits for {Count(settings.Approvals, "approval")} within {TimeWords.Of(settings.ApprovalWithin)}";
        if (settings.Cooldown > TimeSpan.Zero) yield return $"cool-down of {TimeWords.Of(settings.Cooldown)}";
        if (settings.Lease is { } lease) yield return $"lease of {TimeWords.Of(lease)}";
        if (settings.Budget is { } budget) yield return $"at most {Count(budget.Count, "time")} per {TimeWords.Of(budget.Per)}";
        if (settings.MostTargets is { } most) yield return $"touches at most {Count(most, "target")} at one time";
        foreach (var selection in rule.Selections) yield return $"{(selection.Available is null ? "touches at most" : "keeps")} {HowMany(selection)} of {selection.Type}{(selection.Available is null ? "" : " available")}";
        if (settings.OnlyDuring is { } window) yield return $"only during {window}";
        if (settings.EscalatesTo is { } team) yield return $"wakes {team} when it is stopped";
        if (rule.Verification is { } proof) yield return $"has to be proved to have worked within {TimeWords.Of(proof.Times[0])}";
    }

    /// <summary>An action that is the same for every match is one value by now.</summary>
    private static string ResultOf(RuleModel rule) => rule.Projection is ConstantExpression { Value: RunbookAction action }
        ? $"{action.Name} {action.Target}, because: \"{action.Because}\""
        : ClauseText.Of(rule.Projection, rule.Query);

    private static string HowMany(SelectionModel selection) =>
        selection.Least is { } least ? least.ToString(CultureInfo.InvariantCulture) : selection.Share.ToString("0.##%", CultureInfo.InvariantCulture);

    private static string Count(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
