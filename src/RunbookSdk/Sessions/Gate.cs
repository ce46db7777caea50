using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;
using RunbookSdk.Time;

namespace RunbookSdk.Sessions;

/// <summary>
/// Stands between what a rule asks for and what is decided: mode, cool-down, approvals. What it stops becomes a decision too.
/// </summary>
internal sealed class Gate(SessionOptions options, TimerQueue timers, UndoLog undo, DecisionLog log, DomainEffects effects)
{
    private readonly Cooldowns cooldowns = new(undo);
    private readonly List<Proposal> proposals = [];
    private readonly List<Proposal> expired = [];

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots { get; set; }

    /// <summary>The requests that wait for approvals, in the order in which they were made.</summary>
    public IReadOnlyList<Proposal> Proposals => proposals;

    public Cooldowns Cooldowns => cooldowns;

    public Mode ModeOf(MatchState state) => (Mode)Math.Min((int)options.Mode, (int)state.Rule.Model.Settings.Mode);

    /// <summary>How many people have to approve before an action of a match is decided.</summary>
    public int ApprovalsFor(MatchState state, RunbookAction action) =>
        Math.Max(state.Rule.Model.Settings.Approvals, action.IsIrreversible || ModeOf(state) == Mode.Propose ? 1 : 0);

    /// <summary>
    /// Asks for an action. True when it is decided at once; otherwise what happened is in the log, and a proposal, if one waits,
    /// calls back.
    /// </summary>
    public bool Request(MatchState state, RunbookAction action, Action<bool> settle, out Proposal? proposal)
    {
        proposal = null;
        var mode = ModeOf(state);
        if (mode == Mode.Observe)
        {
            log.Write(state, action, mode, Outcome.Observed);
            return false;
        }

        if (Refusal(state, action) is { } refusal)
        {
            log.Write(state, action, mode, Outcome.Denied, refusal);
            return false;
        }

        var needed = ApprovalsFor(state, action);
        if (needed == 0) return true;
        if (proposals.Exists(p => p.State == state && p.Action.Identity == action.Identity)) return false;
        proposal = Propose(state, action, needed, settle, mode);
        return false;
    }

    /// <summary>Writes that an action is decided and starts its cool-down.</summary>
    public void Decide(MatchState state, RunbookAction action, DateTimeOffset? leaseUntil = null, IReadOnlyList<Approval>? approvals = null)
    {
        var cooldown = state.Rule.Model.Settings.Cooldown;
        if (cooldown > TimeSpan.Zero) cooldowns.Begin(state.Rule.Model.Id, action.CooldownTarget, log.Now, cooldown);
        log.Write(state, action, ModeOf(state), Outcome.Decided, null, leaseUntil, approvals);
    }

    /// <summary>Takes a person's answer.</summary>
    public void Answer(Approval approval)
    {
        foreach (var proposal in proposals.ToList())
        {
            if (proposal.State.Rule.Model.Id != approval.Rule || proposal.Action.Target.ToString() != approval.Target) continue;
            if (approval.At < proposal.ProposedAt) continue;
            if (proposal.Approvals.Any(a => a.Approver == approval.Approver && a.Verdict == approval.Verdict)) continue;
            var before = proposal.Approvals;
            Snapshots?.HasProposalsTouched = true;
            proposal.Approvals = [.. before.Where(a => a.Approver != approval.Approver), approval];
            undo.Add(() => proposal.Approvals = before);
            if (approval.Verdict == Verdict.Deny) Close(proposal, false, Outcome.Denied, $"denied by {approval.Approver}");
            else if (proposal.Approvals.Count >= proposal.Needed) Close(proposal, true, null, null);
        }
    }

    /// <summary>The match ended before anybody approved.</summary>
    public void Withdraw(Proposal proposal) =>
        Close(proposal, false, Outcome.Withdrawn, "the reason ended before anybody approved");

    /// <summary>Withdraws what a match asked for once; what stands may have further causes, which <see cref="StandingActions"/> knows.</summary>
    public void Withdraw(MatchState state)
    {
        foreach (var proposal in proposals.Where(p => p.State == state && p.Action is OneShotAction).ToList()) Withdraw(proposal);
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
            Close(proposal, false, Outcome.Denied, $"nobody approved within {Text(proposal.State.Rule.Model.Settings.ApprovalWithin)}");
        }

        expired.Clear();
    }

    private string? Refusal(MatchState state, RunbookAction action)
    {
        var cooldown = state.Rule.Model.Settings.Cooldown;
        if (cooldown > TimeSpan.Zero && cooldowns.DecidedAt(state.Rule.Model.Id, action.CooldownTarget) is { } decided
            && log.Now < decided + cooldown)
            return string.Create(CultureInfo.InvariantCulture, $"cooling down until {(decided + cooldown).UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: decided for {action.CooldownTarget} at {decided.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; asked because {action.Because}");
        return effects.Refusal(action);
    }

    private Proposal Propose(MatchState state, RunbookAction action, int needed, Action<bool> settle, Mode mode)
    {
        var proposal = new Proposal(this, state, action, log.Now) { Needed = needed, Settle = settle };
        proposals.Add(proposal);
        Snapshots?.HasProposalsTouched = true;
        undo.Add(() => proposals.Remove(proposal));
        timers.Set(proposal, log.Now + state.Rule.Model.Settings.ApprovalWithin);
        log.Write(state, action, mode, Outcome.Proposed);
        return proposal;
    }

    private void Close(Proposal proposal, bool approved, Outcome? outcome, string? because)
    {
        Remove(proposal);
        if (approved && Refusal(proposal.State, proposal.Action) is { } refusal) (approved, outcome, because) = (false, Outcome.Denied, refusal);
        if (outcome is { } said)
            log.Write(proposal.State, proposal.Action, ModeOf(proposal.State), said, because, null, proposal.Approvals);
        proposal.Settle(approved);
    }

    private void Remove(Proposal proposal)
    {
        if (!proposals.Remove(proposal)) return;
        Snapshots?.HasProposalsTouched = true;
        undo.Add(() => proposals.Add(proposal));
        timers.Set(proposal, null);
    }

    private static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.##} hours")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.##} minutes");
}
