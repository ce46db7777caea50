using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// How things stand, for somebody who has to know it at once: what is stopped, what waits for an answer, what is in force, and where
/// everything stands. Immutable and safe to share.
/// </summary>
public sealed record SessionStatus
{
    /// <summary>The instant of the last evaluation: what came since is not in it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When something can change although no fact arrives; null when nothing is due.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>
    /// What people have paused or silenced, want to be asked about, or announced to silence, the windows that they have set up, and what rules hold;
    /// the widest first, then in the order in which it began.
    /// </summary>
    public IReadOnlyList<StandingHold> Holds { get; init; } = [];

    /// <summary>The maintenance windows that people have set up: the open ones first, then in the order in which they open.</summary>
    public IReadOnlyList<WindowStatus> Windows { get; init; } = [];

    /// <summary>The requests that wait for approvals, in the order in which they were made.</summary>
    public IReadOnlyList<WaitingProposal> Waiting { get; init; } = [];

    /// <summary>The requests that people or limits hold back, in the order in which they were made.</summary>
    public IReadOnlyList<HeldAction> Held { get; init; } = [];

    /// <summary>The standing actions in force, the oldest first.</summary>
    public IReadOnlyList<ActionInForce> InForce { get; init; } = [];

    /// <summary>Where incidents, components, announced work, client policies and instances of runbooks' lifecycles stand, by kind and name.</summary>
    public IReadOnlyList<SubjectStatus> Subjects { get; init; } = [];

    /// <summary>The budgets of which something is used, those with the least left first.</summary>
    public IReadOnlyList<BudgetUse> Budgets { get; init; } = [];

    /// <summary>What was decided and is not proved yet to have worked, the oldest first.</summary>
    public IReadOnlyList<Verification> Verifications { get; init; } = [];

    /// <summary>What the host could not do of what was decided, or not yet: given up, failed, or of unknown result; the latest first.</summary>
    public IReadOnlyList<ActionOutcome> Failures { get; init; } = [];

    /// <summary>Ids of the rules that are set aside after too many faults, in the order of their declaration.</summary>
    public IReadOnlyList<string> QuarantinedRules { get; init; } = [];

    /// <summary>Reads the status from a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="rules">The rules of its session, for what they may spend.</param>
    /// <param name="budget">What all rules together may spend; see <see cref="SessionOptions.Budget"/>.</param>
    public static SessionStatus Of(SessionSnapshot snapshot, RuleSet rules, Budget? budget = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(rules);
        budget ??= snapshot.Facts<GatePolicy>().FirstOrDefault()?.ToBudget();
        return new()
        {
            At = snapshot.Now,
            NextDue = snapshot.NextDue,
            Holds = [.. StandingHold.In(snapshot)],
            Windows = [.. WindowStatus.In(snapshot)],
            Waiting = snapshot.Proposals,
            Held = snapshot.Held,
            InForce = [.. snapshot.InForce.OrderBy(a => a.Since)],
            Subjects = [.. SubjectStatus.In(snapshot)],
            Budgets = [.. BudgetUse.In(snapshot, rules, budget)],
            Verifications = [.. snapshot.Facts<Verification>().OrderBy(v => v.Since)],
            Failures = [.. snapshot.Facts<ActionOutcome>().Where(o => o.Status >= ActionStatus.Failed).OrderByDescending(o => o.At)],
            QuarantinedRules = snapshot.QuarantinedRules,
        };
    }
}

/// <summary>How much of a budget is used. Immutable.</summary>
/// <param name="Rule">Id of the rule; null for the budget of all rules together.</param>
/// <param name="Target">What it is spent on; null for the budget of all rules together.</param>
/// <param name="Budget">How much there is.</param>
/// <param name="Used">How much of it counts now.</param>
/// <param name="NextAt">When one more can be decided; null: now.</param>
public sealed record BudgetUse(string? Rule, Target? Target, Budget Budget, int Used, DateTimeOffset? NextAt)
{
    /// <summary>How much is left.</summary>
    public int Left => Math.Max(0, Budget.Count - Used);

    internal static IEnumerable<BudgetUse> In(SessionSnapshot snapshot, RuleSet rules, Budget? overAll)
    {
        var budgets = rules.Rules.Where(r => r.Model.Settings.Budget is not null).ToDictionary(r => r.Id, r => r.Model.Settings.Budget!, StringComparer.Ordinal);
        var uses = new List<BudgetUse>();
        foreach (var ((rule, target), instants) in snapshot.Spent)
        {
            var isOverAll = rule.Length == 0;
            if ((isOverAll ? overAll : budgets.GetValueOrDefault(rule)) is not { } budget) continue;
            var counted = instants.Where(i => snapshot.Now < i + budget.Per).ToList();
            if (counted.Count == 0) continue;
            DateTimeOffset? next = counted.Count < budget.Count ? null : counted[^budget.Count] + budget.Per;
            uses.Add(new(isOverAll ? null : rule, isOverAll ? null : target, budget, counted.Count, next));
        }

        return uses.OrderBy(u => u.Left).ThenBy(u => u.Rule, StringComparer.Ordinal).ThenBy(u => u.Target?.ToString(), StringComparer.Ordinal);
    }
}
