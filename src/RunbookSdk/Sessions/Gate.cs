using System.Globalization;
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

    /// <summary>Takes a person's answer.</summary>
    public void Answer(Approval approval)
    {
        var asked = proposals.FindAll(
            p => p.State.Rule.Model.Id == approval.Rule && p.Action.Target.ToString() == approval.Target && p.Request.IsAsked(p.State)
                && !expired.Contains(p));
        if (asked.Count == 0) approvers.RefuseAsNothingWaits(approval);
        if (asked.FindAll(p => Approvers.IsFor(approval, p)) is { Count: > 0 } named) asked = named;
        foreach (var proposal in asked)
        {
            if (!approvers.Accepts(proposal, approval, ModeOf(proposal.State, proposal.Action), log.Now)) continue;
            if (proposal.Approvals.Any(a => Approvers.AreSame(a.Approver, approval.Approver) && a.Verdict == approval.Verdict)) continue;
            SetApprovals(proposal, [.. proposal.Approvals.Where(a => !Approvers.AreSame(a.Approver, approval.Approver)), approval]);
            if (approval.Verdict == Verdict.Deny) Close(proposal, Outcome.Denied, Denial(approval));
            else if (proposal.Approvals.Count >= proposal.Needed) Approve(proposal);
        }
    }

    /// <summary>The match ended before anybody approved.</summary>
    public void Withdraw(Proposal proposal) => Close(proposal, Outcome.Withdrawn, "the reason ended before anybody approved");

    /// <summary>Withdraws what a match asked for once; what stands may have further causes, which <see cref="StandingActions"/> knows.</summary>
    public void Withdraw(MatchState state)
    {
        foreach (var proposal in proposals.Where(p => p.State == state && p.Action is OneShotAction).ToList()) Withdraw(proposal);
        Forget(state);
        End(state);
    }

    /// <summary>The facts of a match have changed and it asks for something else, or for nothing: what it asked for once before waits no more.</summary>
    public void Supersede(MatchState state, OneShotAction? by)
    {
        Forget(state);
        if (proposals.Count == 0) return;
        foreach (var proposal in proposals.Where(p => p.State == state && p.Action is OneShotAction && (by is null || !p.Action.IsSameAs(by))).ToList())
            Close(proposal, Outcome.Withdrawn, $"its facts have changed, and the rule asks for {(by is null ? "it no more" : $"{by.Name} of {by.Target} instead")}");
    }

    /// <summary>Forgets what waited for the end of a round that was taken back.</summary>
    public void Drop()
    {
        expired.Clear();
        held.HasChanged = false;
    }

    /// <summary>The request was met in another way; nothing waits any more.</summary>
    public void Drop(Proposal proposal) => Remove(proposal);

    public void Expire(Proposal proposal) => expired.Add(proposal);

    /// <summary>Denies what waited too long.</summary>
    public void SettleExpired()
    {
        foreach (var proposal in expired)
        {
            if (!proposals.Contains(proposal)) continue;
            var given = proposal.Approvals.Count == 0
                ? "nobody"
                : string.Create(CultureInfo.InvariantCulture, $"only {proposal.Approvals.Count} of {proposal.Needed} people");
            var reason = $"{given} approved within {InstantText.Of(proposal.State.Rule.Model.Settings.ApprovalWithin)}";
            Close(proposal, Outcome.Denied, reason);
            escalations.Wake(proposal.State, proposal.Action, reason, ModeOf(proposal.State, proposal.Action));
        }

        expired.Clear();
    }

    /// <summary>Enough people have approved; what held when it was proposed has to hold still.</summary>
    private void Approve(Proposal proposal)
    {
        Remove(proposal);
        var stop = Limits.Find(proposal.State, proposal.Action, log.Now);
        if (stop is not null) Refuse(proposal.State, proposal.Action, proposal.Request, stop, proposal);
        proposal.Request.Settle(stop is null ? proposal : null);
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

    private Proposal Propose(MatchState state, RunbookAction action, int needed, Request request, Mode mode)
    {
        var proposal = new Proposal(this, state, action, log.Now) { Needed = needed, Request = request, PlanHash = PlanHash.Of(state, action) };
        proposals.Add(proposal);
        undo.Add(() => proposals.Remove(proposal));
        Announce(proposal, mode);
        return proposal;
    }

    /// <summary>The facts behind a proposal have changed and its rule asks again on change: who approved has approved something else.</summary>
    private void AskAnew(Proposal proposal, RunbookAction action, Request request)
    {
        if (!proposal.State.Rule.Model.Settings.AgainOnChange) return;
        var hash = PlanHash.Of(proposal.State, action);
        if (hash == proposal.PlanHash) return;
        var before = (proposal.Action, proposal.Request, proposal.PlanHash, proposal.ProposedAt, proposal.Number);
        (proposal.Action, proposal.Request, proposal.PlanHash, proposal.ProposedAt) = (action, request, hash, log.Now);
        undo.Add(() => (proposal.Action, proposal.Request, proposal.PlanHash, proposal.ProposedAt, proposal.Number) = before);
        SetApprovals(proposal, []);
        Announce(proposal, ModeOf(proposal.State, proposal.Action));
    }

    private void Announce(Proposal proposal, Mode mode)
    {
        Snapshots?.HasProposalsTouched = true;
        timers.Set(proposal, log.Now + proposal.State.Rule.Model.Settings.ApprovalWithin);
        proposal.Number = log.Write(proposal.State, proposal.Action, mode, Outcome.Proposed, null, null, proposal).Sequence;
    }

    private static string Denial(Approval approval) =>
        approval.Because.Length == 0 ? $"denied by {approval.Approver}" : $"denied by {approval.Approver}: {approval.Because}";

    private void SetApprovals(Proposal proposal, IReadOnlyList<Approval> approvals)
    {
        Snapshots?.HasProposalsTouched = true;
        var before = proposal.Approvals;
        proposal.Approvals = approvals;
        undo.Add(() => proposal.Approvals = before);
    }

    private void Close(Proposal proposal, Outcome outcome, string because)
    {
        Remove(proposal);
        log.Write(proposal.State, proposal.Action, ModeOf(proposal.State, proposal.Action), outcome, because, null, proposal);
        proposal.Request.Settle(null);
    }

    private void Remove(Proposal proposal)
    {
        var place = proposals.IndexOf(proposal);
        if (place < 0) return;
        proposals.RemoveAt(place);
        Snapshots?.HasProposalsTouched = true;
        undo.Add(() => proposals.Insert(place, proposal));
        timers.Set(proposal, null);
    }
}
