using RunbookSdk.Actions;

namespace RunbookSdk.Sessions;

/// <summary>What rules hold back (<see cref="Hold"/>). Whoever began it was told then, so what it stops wakes nobody.</summary>
internal sealed class AutomationHolds(ActionsInForce actions) : ILimit
{
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
