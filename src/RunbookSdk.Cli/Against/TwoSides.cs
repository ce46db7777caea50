using RunbookSdk.Actions;
using RunbookSdk.Cli.Replay;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Against;

/// <summary>
/// Runs one history through two versions in one pass: both stand at the same instant at every time, so that the one that does not decide can
/// be asked why when the other does.
/// </summary>
internal sealed class TwoSides(Side here, Side there, ReplayPlan plan, WhyNot why)
{
    private readonly Dictionary<Decision, Reason?> reasons = new(ReferenceEqualityComparer.Instance);

    /// <summary>Why the other version did not make a decision at its instant; null when it did, or when too many were asked for.</summary>
    public Reason? ReasonOf(Decision decision) => reasons.GetValueOrDefault(decision);

    /// <summary>Runs it; false when it was interrupted.</summary>
    public bool Run(Mode mode, CancellationToken cancellation)
    {
        here.Advance(plan.Until);
        there.Advance(plan.Until);
        if ((plan.Start ?? Earlier(here.Next, there.Next) ?? plan.Until) is not { } instant) return true;
        here.Start(instant, mode);
        there.Start(instant, mode);
        for (DateTimeOffset? next = instant; next is { } now; next = Earlier(here.Next, there.Next))
        {
            if (cancellation.IsCancellationRequested) return false;
            PassUntil(now);
            here.Take(now, plan.Until);
            there.Take(now, plan.Until);
            Evaluate(now);
        }

        if (plan.Until is not { } until) return true;
        PassUntil(until);
        Evaluate(until);
        return true;
    }

    /// <summary>Stops at each instant before one at which something can change on either side.</summary>
    private void PassUntil(DateTimeOffset instant)
    {
        while (Earlier(here.Due, there.Due) is { } due && due < instant) Evaluate(due);
    }

    private void Evaluate(DateTimeOffset now)
    {
        var (mine, theirs) = (here.Evaluate(now), there.Evaluate(now));
        if (mine.Count + theirs.Count == 0) return;
        foreach (var (left, right) in DecisionPairing.Pair(mine, theirs))
        {
            if (right is null) reasons[left!] = why.Ask(here, there, left!);
            else if (left is null) reasons[right] = why.Ask(there, here, right);
        }

        here.Remember(mine);
        there.Remember(theirs);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one : other;
}
