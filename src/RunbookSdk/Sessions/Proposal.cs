using RunbookSdk.Actions;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>A request that waits for approvals. When nobody answers in time it counts as denied.</summary>
internal sealed class Proposal(Gate gate, MatchState state, RunbookAction action, DateTimeOffset proposedAt) : Alarm
{
    public MatchState State { get; } = state;

    /// <summary>What is asked for: as it was asked last, with its reason.</summary>
    public RunbookAction Action { get; set; } = action;

    public DateTimeOffset ProposedAt { get; set; } = proposedAt;

    /// <summary>What is proposed, and why.</summary>
    public required string PlanHash { get; set; }

    public IReadOnlyList<Approval> Approvals { get; set; } = [];

    public int Needed { get; init; }

    /// <summary>Which request of its match it is, from 1; 0 before it is announced.</summary>
    public int Occurrence { get; set; }

    /// <summary>For whom it is asked: what asks again is the same.</summary>
    public required Request Request { get; set; }

    /// <summary>Number of the decision that says it waits: people name it by that.</summary>
    public long Number { get; set; }

    public override string What => $"{Action.Name} {Action.Target} counts as denied";

    public override void Ring(DateTimeOffset now) => gate.Expire(this);
}
