using RunbookSdk.Actions;

namespace RunbookSdk.Sessions;

/// <summary>What rules hold back (<see cref="Hold"/>). Whoever began it was told then, so what it stops wakes nobody.</summary>
internal sealed class AutomationHolds(ActionsInForce actions, Refusals refusals) : ILimit
{
    /// <summary>Why a hold of a rule would hold nothing, which is noticed when it is too late; null for one that can hold something.</summary>
    public static Stop? ProblemOf(RunbookAction action) => action is Hold hold && Scope.Problem(hold.Scope) is { } problem
        ? Stop.Denied($"it would hold nothing: {problem}; asked because {hold.Because}")
        : null;

    /// <summary>Tells whoever runs the rules of a hold that would hold nothing, also of one that is only observed.</summary>
    public void Check(MatchState state, RunbookAction action)
    {
        if (action is Hold hold && Scope.Problem(hold.Scope) is { } problem) refusals.Tell("RBK5043", state.Rule, $"holds nothing: {problem}");
    }

    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        if (action.OnlyTells) return null;
        foreach (var hold in actions.Holds)
        {
            if (!Scope.Covers(hold.Scope, state.Rule.Model.Id, action.Target)) continue;
            return new($"automation is held ({hold.Scope}): {hold.Because}; it is asked for again when that ends; asked because {action.Because}", Waits: true, Wakes: false);
        }

        return null;
    }
}
