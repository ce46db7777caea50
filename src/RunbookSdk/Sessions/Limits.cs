using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Sessions;

/// <summary>All that may stop a request, in the order in which it is asked: the first that stops it gives the reason.</summary>
internal sealed class Limits
{
    private readonly PolicyInForce policy;
    private readonly ILimit[] limits;

    public Limits(PolicyInForce policy, FactStore store, UndoLog undo, DomainEffects effects, HeldRequests held)
    {
        this.policy = policy;
        Cooldowns = new Cooldowns(undo);
        Budgets = new Budgets(undo);
        Active = new ActiveTargets(undo, held);
        limits =
        [
            effects.Holds, effects.AutomationHolds, new WindowLimit(store), new CooldownLimit(Cooldowns), new BudgetLimit(Budgets, policy), new DomainLimit(effects),
            new TouchLimit(store, Active),
        ];
    }

    /// <summary>What is decided and still stands.</summary>
    public ActiveTargets Active { get; }

    public Cooldowns Cooldowns { get; }

    public Budgets Budgets { get; }

    /// <summary>What remembers something: a limit that does is one of these.</summary>
    public IEnumerable<(string Name, ISavedPart Part)> Parts => [("cooldowns", Cooldowns), ("budgets", Budgets), ("active targets", Active)];

    /// <summary>Why a request is stopped now; null when nothing stops it.</summary>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        if (action.OnlyHolds) return AutomationHolds.ProblemOf(action);
        foreach (var limit in limits)
        {
            if (limit.Find(state, action, now) is { } stop) return stop;
        }

        return null;
    }

    /// <summary>An action is decided: from here on it counts, and until its owner ends where that matters.</summary>
    public void Count(object owner, MatchState state, RunbookAction action, DateTimeOffset now)
    {
        if (action.OnlyHolds) return;
        Active.Begin(owner, state, action);
        var settings = state.Rule.Model.Settings;
        var key = (state.Rule.Model.Id, action.CooldownTarget);
        if (settings.Cooldown > TimeSpan.Zero) Cooldowns.Begin(key.Id, key.CooldownTarget, now, settings.Cooldown);
        Budgets.Spend(key, settings.Budget, now);
        if (!action.OnlyTells) Budgets.Spend(Budgets.OverAll, policy.Budget, now);
    }

    /// <summary>Forgets what counts for rules that are gone.</summary>
    public void Keep(HashSet<string> rules)
    {
        Cooldowns.Keep(rules);
        Budgets.Keep(rules);
    }
}

/// <summary>A rule rests for a target after it has decided for it: as long as it said then, or less when it says less now.</summary>
internal sealed class CooldownLimit(Cooldowns cooldowns) : ILimit
{
    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        var cooldown = state.Rule.Model.Settings.Cooldown;
        if (cooldown <= TimeSpan.Zero || cooldowns.Find(state.Rule.Model.Id, action.CooldownTarget, now) is not { } known) return null;
        var (decided, until) = known;
        if (decided + cooldown < until) until = decided + cooldown;
        return now >= until ? null : Stop.Denied(
            $"cooling down until {InstantText.Of(until)}: decided for {action.CooldownTarget} at {InstantText.Of(decided)}; asked because {action.Because}");
    }
}

/// <summary>A rule for a target, and all rules together, decide so many times within a time.</summary>
internal sealed class BudgetLimit(Budgets budgets, PolicyInForce policy) : ILimit
{
    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now)
    {
        var (id, target) = (state.Rule.Model.Id, action.CooldownTarget);
        var reason = budgets.Reason((id, target), state.Rule.Model.Settings.Budget, $"of {id} for {target}", now)
            ?? (action.OnlyTells ? null : budgets.Reason(Budgets.OverAll, policy.Budget, "of all rules", now));
        return reason is null ? null : Stop.Denied(reason);
    }
}

/// <summary>What cannot be done as things stand: a lifecycle refuses it, or it is not for rules to say.</summary>
internal sealed class DomainLimit(DomainEffects effects) : ILimit
{
    /// <inheritdoc/>
    public Stop? Find(MatchState state, RunbookAction action, DateTimeOffset now) =>
        effects.Refusal(action) is { } reason ? new(reason, Waits: false, Wakes: !effects.IsAsPeopleWant(action)) : null;
}
