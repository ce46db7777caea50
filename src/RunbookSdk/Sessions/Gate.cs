using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// Stands between what a rule asks for and what is decided: mode, limits, approvals. What it stops becomes a decision too, and wakes somebody
/// unless a person stopped it.
/// </summary>
internal sealed partial class Gate(
    PolicyInForce policy, FactStore store, TimerQueue timers, UndoLog undo, DecisionLog log, DomainEffects effects, HeldRequests held,
    Approvers approvers)
{
    private readonly List<Proposal> proposals = [];
    private readonly List<Proposal> expired = [];
    private readonly Escalations escalations = new(policy, undo, log, effects.Holds);

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots
    {
        get;
        set => field = Limits.Budgets.Snapshots = value;
    }

    /// <summary>The requests that wait for approvals, in the order in which they were made.</summary>
    public IReadOnlyList<Proposal> Proposals => proposals;

    /// <summary>What may stop a request.</summary>
    public Limits Limits { get; } = new(policy, store, undo, effects, held);

    /// <summary>The requests that wait until nothing stops them.</summary>
    public HeldRequests Held => held;

    /// <summary>How far a request of a match may go.</summary>
    public Mode ModeOf(MatchState state, RunbookAction action)
    {
        var own = state.Rule.Model.Settings.Mode;
        if (action.OnlyHolds && policy.Mode != Mode.Observe) return own;
        var mode = (Mode)Math.Min((int)policy.Mode, (int)own);
        return mode == Mode.Act && effects.IsProposeOnly(state.Rule.Model.Id, action) ? Mode.Propose : mode;
    }

    /// <summary>How many people have to approve before an action of a match is decided.</summary>
    public int ApprovalsFor(MatchState state, RunbookAction action) => action.OnlyTells && state.Rule.Model.IsImplied
        ? 0 // nothing keeps people from hearing that what they were asked for did not work
        : Math.Max(state.Rule.Model.Settings.Approvals, action.IsIrreversible || ModeOf(state, action) == Mode.Propose ? 1 : 0);

    /// <summary>
    /// Asks for an action. True when it is decided at once; otherwise what happened is in the log, and a proposal, if one waits,
    /// calls back.
    /// </summary>
    public bool Ask(MatchState state, RunbookAction action, Request request, out Proposal? proposal)
    {
        proposal = null;
        effects.AutomationHolds.Check(state, action);
        var mode = ModeOf(state, action);
        if (mode == Mode.Observe)
        {
            log.Write(state, action, mode, Outcome.Observed);
            return false;
        }

        if (Limits.Find(state, action, log.Now) is { } stop)
        {
            Refuse(state, action, request, stop, null);
            return false;
        }

        var needed = ApprovalsFor(state, action);
        if (needed == 0) return true;
        if (proposals.Find(p => p.State == state && p.Action.Identity == action.Identity) is { } waiting) AskAnew(waiting, action, request);
        else proposal = Propose(state, action, needed, request, mode);
        return false;
    }

    /// <summary>Writes that an action is decided; from here on it counts for what limits it.</summary>
    /// <param name="owner">Ends when what is decided stands no more; see <see cref="End"/>.</param>
    /// <param name="state">The match.</param>
    /// <param name="action">The action.</param>
    /// <param name="leaseUntil">Until when it is in force.</param>
    /// <param name="proposal">What people approved; null when nobody had to.</param>
    public void Decide(object owner, MatchState state, RunbookAction action, DateTimeOffset? leaseUntil = null, Proposal? proposal = null)
    {
        Limits.Count(owner, state, action, log.Now);
        var mode = ModeOf(state, action);
        effects.Verifications.Begin(state, log.Write(state, action, mode, Outcome.Decided, null, leaseUntil, proposal));
        if (action is Hold hold) escalations.Wake(state, $"automation is held within {hold.Scope}: {hold.Because}", mode);
    }

    /// <summary>What was decided stands no more.</summary>
    public void End(object owner) => Limits.Active.End(owner);

    /// <summary>What was decided for one match stands for another from here on.</summary>
    public void HandOver(object owner, MatchState heir, RunbookAction action)
    {
        End(owner);
        Limits.Active.Begin(owner, heir, action);
    }

    /// <summary>Forgets what waited for the end of a round that was taken back.</summary>
    public void Drop()
    {
        expired.Clear();
        held.HasChanged = false;
    }

    private void Refuse(MatchState state, RunbookAction action, Request request, Stop stop, Proposal? proposal)
    {
        log.Write(state, action, ModeOf(state, action), Outcome.Denied, stop.Because, null, proposal);
        if (stop.Waits)
        {
            Snapshots?.HasProposalsTouched = true;
            held.Keep(state, action, request, stop, log.Now);
        }

        if (stop.Wakes) escalations.Wake(state, action, stop.Because, ModeOf(state, action));
    }
}
