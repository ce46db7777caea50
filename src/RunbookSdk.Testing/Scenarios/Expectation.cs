using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>What has to follow, or must not, at an instant or within a time.</summary>
/// <param name="From">The first instant that counts.</param>
/// <param name="Until">The last.</param>
/// <param name="Location">Where the scenario says so.</param>
internal abstract record Expectation(DateTimeOffset From, DateTimeOffset Until, SourceLocation Location)
{
    /// <summary>Such a decision falls.</summary>
    internal sealed record Falls(DateTimeOffset From, DateTimeOffset Until, SourceLocation Location, WantedDecision Wanted)
        : Expectation(From, Until, Location);

    /// <summary>These decisions fall in this order, and no others.</summary>
    internal sealed record Exactly(DateTimeOffset From, DateTimeOffset Until, SourceLocation Location, IReadOnlyList<WantedDecision> Wanted)
        : Expectation(From, Until, Location);

    /// <summary>No such decision falls.</summary>
    internal sealed record Never(DateTimeOffset From, DateTimeOffset Until, SourceLocation Location, WantedDecision Unwanted)
        : Expectation(From, Until, Location);

    /// <summary>These standing actions are in force, and no others.</summary>
    internal sealed record InForce(DateTimeOffset At, SourceLocation Location, IReadOnlyList<WantedAction> Wanted) : Expectation(At, At, Location);

    /// <summary>These requests wait for approvals, and no others.</summary>
    internal sealed record Waiting(DateTimeOffset At, SourceLocation Location, IReadOnlyList<WantedAction> Wanted) : Expectation(At, At, Location);

    /// <summary>A fact with these values is known, or none is.</summary>
    internal sealed record Knows(DateTimeOffset At, SourceLocation Location, FactType Type, IReadOnlyDictionary<string, object?> Values, bool IsKnown)
        : Expectation(At, At, Location);

    /// <summary>A rule, or a person's edit, meets a problem.</summary>
    internal sealed record Fails(DateTimeOffset From, DateTimeOffset Until, SourceLocation Location, string? Rule) : Expectation(From, Until, Location);
}

/// <summary>What a decision has to be; what is null may be anything.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Action">What is to be done; <c>release</c> when it is taken back.</param>
/// <param name="Target">To what, as text.</param>
/// <param name="Outcome">What became of it, in kebab-case.</param>
/// <param name="Because">The whole reason.</param>
/// <param name="Details">Further values of the action.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record WantedDecision(
    string? Rule, string? Action, string? Target, string? Outcome, string? Because, IReadOnlyList<KeyValuePair<string, string>> Details, SourceLocation Location)
{
    public bool IsMetBy(Decision decision) =>
        Is(Rule, decision.Rule) && Is(Action, decision.ActionName) && Is(Target, decision.Target.ToString())
        && Is(Outcome, Journal.DecisionWords.Of(decision.Outcome)) && Is(Because, decision.Because)
        && Details.All(d => decision.Action.Details.Contains(d));

    public override string ToString()
    {
        var parts = new[] { Rule, Action, Target, Outcome }.Where(p => p is not null).Concat(Details.Select(d => $"{d.Key}={d.Value}"));
        var words = string.Join(' ', parts);
        if (words.Length == 0) words = "any decision";
        return Because is null ? words : $"{words}, because: {Because}";
    }

    private static bool Is(string? wanted, string found) => wanted is null || string.Equals(wanted, found, StringComparison.Ordinal);
}

/// <summary>What an action in force, or a request, has to be; what is null may be anything.</summary>
internal sealed record WantedAction(string? Rule, string? Action, string? Target, SourceLocation Location)
{
    public bool IsMetBy(string rule, RunbookAction action) =>
        (Rule is null || Rule == rule) && (Action is null || Action == action.Name) && (Target is null || Target == action.Target.ToString());

    public override string ToString() => string.Join(' ', new[] { Rule, Action, Target }.Where(p => p is not null));
}
