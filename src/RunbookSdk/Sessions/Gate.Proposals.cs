using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <content>What waits for people's approvals, until they answer, its time is over, or nobody asks for it any more.</content>
internal sealed partial class Gate
{
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
