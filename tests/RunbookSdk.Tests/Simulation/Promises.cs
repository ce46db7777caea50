using RunbookSdk.Actions;
using RunbookSdk.Components;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Tests.Simulation;

/// <summary>What has to hold whatever happens: it is looked at after each evaluation, from the decisions and the snapshots alone.</summary>
internal sealed class Promises
{
    private static readonly Dictionary<string, TimeSpan> Cooldowns = new()
    {
        ["suspend-on-alert"] = TimeSpan.FromHours(3),
        ["require"] = TimeSpan.FromMinutes(20),
        ["fail-over"] = TimeSpan.FromDays(2),
        ["scale"] = TimeSpan.FromHours(2),
    };

    private readonly HashSet<string> keys = [];
    private readonly Dictionary<string, Decision> open = [];
    private readonly Dictionary<string, (Decision Decision, int Missed)> verified = [];
    private readonly Dictionary<string, Decision> inForce = [];
    private readonly Dictionary<(string Rule, Target Target), DateTimeOffset> last = [];
    private readonly List<DateTimeOffset> restarts = [];
    private readonly List<DateTimeOffset> spent = [];

    /// <summary>How often each outcome came.</summary>
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    public void Look(IReadOnlyList<Decision> decisions, SessionSnapshot before, SessionSnapshot after, RetainedCounts kept)
    {
        foreach (var decision in decisions)
        {
            counts[$"{decision.Outcome}"] = counts.GetValueOrDefault($"{decision.Outcome}") + 1;
            Follow(decision, before);
        }

        Look(after);
        Look(kept);
    }

    private void Follow(Decision decision, SessionSnapshot before)
    {
        switch (decision.Outcome)
        {
            case Outcome.Proposed:
                open[Plan(decision)] = decision;
                break;
            case Outcome.Denied or Outcome.Withdrawn:
                open.Remove(Plan(decision));
                break;
            case Outcome.Decided:
                Decided(decision, before);
                break;
            case Outcome.Renewed:
                Assert.True(inForce.ContainsKey(Name(decision)), $"renewed, not in force: {Line(decision)}");
                break;
            case Outcome.Released:
                Assert.True(keys.Add(decision.IdempotencyKey), $"released twice: {decision.IdempotencyKey}");
                Assert.True(inForce.Remove(Name(decision)), $"released, not in force: {Line(decision)}");
                break;
            case Outcome.Verified:
                Assert.True(verified.Remove(decision.IdempotencyKey), $"proved, nothing to prove: {Line(decision)}");
                Assert.All(decision.Facts, f => Assert.True(f.ObservedAt > decision.MatchBegan && f.ObservedAt <= decision.Instant));
                break;
            case Outcome.Unverified:
                Unproved(decision);
                break;
        }
    }

    private void Decided(Decision decision, SessionSnapshot before)
    {
        Assert.True(keys.Add(decision.IdempotencyKey), $"decided twice: {decision.IdempotencyKey}");
        Assert.NotEqual(Mode.Observe, decision.Mode);
        if (decision.Action is StandingAction)
        {
            // What waits for an approval is met when another rule brings the same into force without one.
            foreach (var met in open.Where(o => Name(o.Value) == Name(decision)).Select(o => o.Key).ToList()) open.Remove(met);
        }

        if (decision.Action is StandingAction) Assert.True(inForce.TryAdd(Name(decision), decision), $"in force twice: {Line(decision)}");
        if (decision.Rule is "suspend" or "restart") verified[decision.IdempotencyKey] = (decision, 0);
        open.Remove(Plan(decision));
        CheckApprovals(decision);
        CheckCooldown(decision);
        if (decision.Rule == "restart" && decision.Action is RunJob) CheckBudget(restarts, new Budget(3, TimeSpan.FromHours(24)), decision);
        if (!decision.Action.OnlyTells) CheckBudget(spent, SimulatedRun.Budget, decision);
        if (!decision.Action.OnlyTells)
            Assert.DoesNotContain(before.Facts<Pause>().Where(p => p.Scope == "all"), _ => decision.Instant < before.Now);
        var isSilenced = before.Facts<Silence>().Any(s => s.Scope == "all" && s.Begins <= decision.Instant && decision.Instant < s.Ends && decision.Instant < before.Now);
        Assert.False(isSilenced, $"decided in a silence: {Line(decision)}");
    }

    private void Unproved(Decision decision)
    {
        Assert.True(verified.TryGetValue(decision.IdempotencyKey, out var missed), $"unproved, nothing to prove: {Line(decision)}");
        verified[decision.IdempotencyKey] = missed with { Missed = missed.Missed + 1 };
        Assert.InRange(missed.Missed, 0, decision.Rule == "suspend" ? 2 : 0);
    }

    private static void CheckApprovals(Decision decision)
    {
        var needed = decision.Action switch
        {
            FailOver => 2,
            Suspend when decision.Rule == "suspend-on-alert" => 1,
            Degrade when decision.Rule == "degrade" => 1,
            _ => 0,
        };
        Assert.True(decision.Approvers.Distinct(StringComparer.OrdinalIgnoreCase).Count() >= needed, $"too few approved: {Line(decision)}");
    }

    private void CheckCooldown(Decision decision)
    {
        if (!Cooldowns.TryGetValue(decision.Rule, out var cooldown) || decision.Action.OnlyTells) return;
        var key = (decision.Rule, decision.Action.CooldownTarget);
        if (last.TryGetValue(key, out var before))
            Assert.True(decision.Instant >= before + cooldown, $"within its cool-down since {before:O}: {Line(decision)}");
        last[key] = decision.Instant;
    }

    private static void CheckBudget(List<DateTimeOffset> instants, Budget budget, Decision decision)
    {
        instants.RemoveAll(i => i + budget.Per <= decision.Instant);
        instants.Add(decision.Instant);
        Assert.True(instants.Count <= budget.Count, $"{instants.Count} in {budget.Per}: {Line(decision)}");
    }

    /// <summary>What stands has a match that asks for it and is within its lease; what waits or is held was said.</summary>
    private void Look(SessionSnapshot snapshot)
    {
        Assert.Equal(inForce.Keys.Order(StringComparer.Ordinal), snapshot.InForce.Select(a => Name(a.Action)).Order(StringComparer.Ordinal));
        foreach (var action in snapshot.InForce)
        {
            Assert.True(action.LeaseUntil is not { } until || until > snapshot.Now, $"past its lease: {action}");
            Assert.True(snapshot.Matches().Any(m => IsAbout(m, action.Action)), $"nobody asks for {action}");
        }

        Assert.Equal(open.Values.Select(Place).Order(StringComparer.Ordinal), snapshot.Proposals.Select(p => $"{p.Rule} {Name(p.Action)}").Order(StringComparer.Ordinal));
        Assert.All(snapshot.Proposals, p => Assert.True(p.DeniedAt > snapshot.Now, $"waits for too long: {p}"));
        Assert.All(snapshot.Held, h => Assert.NotEqual("", h.Because));
        Assert.All(snapshot.Facts<Silence>(), s => Assert.True(s.Ends > snapshot.Now));
        Assert.All(snapshot.Facts<Verification>(), v => Assert.True(v.Due is not { } due || due > snapshot.Now, $"past its time: {v}"));
    }

    private static bool IsAbout(StandingMatch match, StandingAction action) => match.Facts.Any(f => $"{action.Target}".Contains(f.Key.Split('/')[0], StringComparison.OrdinalIgnoreCase) || f.Type == nameof(Verification));

    private static void Look(RetainedCounts kept)
    {
        Assert.Equal(0, kept.WaysBack);
        Assert.InRange(kept.Facts, 0, 3000);
        Assert.InRange(kept.Timers, 0, 4000);
        Assert.InRange(kept.Matches, 0, 400);
        Assert.InRange(kept.Verifications, 0, 100);
        Assert.InRange(kept.Holds + kept.Proposals + kept.StandingActions + kept.DerivedFacts, 0, 200);
        Assert.InRange(kept.Cooldowns + kept.Budgets, 0, 400);
    }

    public override string ToString() => string.Join(", ", counts.Select(c => $"{c.Value} {c.Key.ToLowerInvariant()}"));

    /// <summary>A match may propose one thing after another.</summary>
    private static string Plan(Decision decision) => $"{decision.IdempotencyKey} {Name(decision)}";

    private static string Place(Decision decision) => $"{decision.Rule} {Name(decision)}";

    private static string Name(Decision decision) => Name(decision.Action);

    private static string Name(RunbookAction action) => $"{action.Name} {action.Target} {string.Join(' ', action.Details.Select(d => d.Value))}";

    private static string Line(Decision decision) => $"{decision.Instant:O} {decision.Rule} {decision.ActionName} {decision.Target} {decision.Outcome}, {decision.Because}";
}
