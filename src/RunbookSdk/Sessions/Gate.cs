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
    /// <summary>What all rules together have spent.</summary>
    private static readonly (string Rule, Target Target) OverAll = ("", default);

    private readonly Cooldowns cooldowns = new(undo);
    private readonly Budgets budgets = new(undo);
    private readonly Holds holds = effects.Holds;
    private long held;
    private readonly List<Proposal> proposals = [];
    private readonly List<Proposal> expired = [];

    /// <summary>Is told what a snapshot has to look at, when snapshots are kept.</summary>
    public SnapshotKeeper? Snapshots
    {
        get;
        set => field = budgets.Snapshots = value;
    }

    /// <summary>The requests that wait for approvals, in the order in which they were made.</summary>
    public IReadOnlyList<Proposal> Proposals => proposals;

    public Cooldowns Cooldowns => cooldowns;

    public Budgets Budgets => budgets;

    public Holds Holds => holds;

    public Mode ModeOf(MatchState state) => (Mode)Math.Min((int)options.Mode, (int)state.Rule.Model.Settings.Mode);

    /// <summary>How many people have to approve before an action of a match is decided.</summary>
    public int ApprovalsFor(MatchState state, RunbookAction action) =>
        Math.Max(state.Rule.Model.Settings.Approvals, action.IsIrreversible || ModeOf(state) == Mode.Propose ? 1 : 0);

    /// <summary>
    /// Asks for an action. True when it is decided at once; otherwise what happened is in the log, and a proposal, if one waits,
    /// calls back.
    /// </summary>
    public bool Ask(MatchState state, RunbookAction action, Request request, out Proposal? proposal)
    {
        proposal = null;
        var mode = ModeOf(state);
        if (mode == Mode.Observe)
        {
            log.Write(state, action, mode, Outcome.Observed);
            return false;
        }

        if (holds.Reason(state.Rule.Model.Id, action, log.Now) is { } reason)
        {
            Hold(state, action, request, reason);
            return false;
        }

        if (Refusal(state, action) is { } refusal)
        {
            log.Write(state, action, mode, Outcome.Denied, refusal);
            Escalate(state, action, refusal);
            return false;
        }

        var needed = ApprovalsFor(state, action);
        if (needed == 0) return true;
        if (proposals.Exists(p => p.State == state && p.Action.Identity == action.Identity)) return false;
        proposal = Propose(state, action, needed, request, mode);
        return false;
    }

    /// <summary>Writes that an action is decided and starts its cool-down.</summary>
    public void Decide(MatchState state, RunbookAction action, DateTimeOffset? leaseUntil = null, IReadOnlyList<Approval>? approvals = null)
    {
        var cooldown = state.Rule.Model.Settings.Cooldown;
        if (cooldown > TimeSpan.Zero) cooldowns.Begin(state.Rule.Model.Id, action.CooldownTarget, log.Now, cooldown);
        budgets.Spend((state.Rule.Model.Id, action.CooldownTarget), state.Rule.Model.Settings.Budget, log.Now);
        if (!action.OnlyTells) budgets.Spend(OverAll, options.Budget, log.Now);
        log.Write(state, action, ModeOf(state), Outcome.Decided, null, leaseUntil, approvals);
    }

    /// <summary>Asks again for what was held back and is no more.</summary>
    public void AskAgain()
    {
        if (!holds.HasChanged) return;
        Snapshots?.HasProposalsTouched = true;
        foreach (var released in holds.TakeReleased(log.Now)) released.AskAgain();
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
        Forget(state);
    }

    /// <summary>Nobody asks any more for what was held back, or it was granted.</summary>
    public void Forget(object owner)
    {
        if (holds.Forget(owner)) Snapshots?.HasProposalsTouched = true;
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
            var reason = $"nobody approved within {Text(proposal.State.Rule.Model.Settings.ApprovalWithin)}";
            Close(proposal, false, Outcome.Denied, reason);
            Escalate(proposal.State, proposal.Action, reason);
        }

        expired.Clear();
    }

    private string? Refusal(MatchState state, RunbookAction action)
    {
        var cooldown = state.Rule.Model.Settings.Cooldown;
        if (cooldown > TimeSpan.Zero && cooldowns.DecidedAt(state.Rule.Model.Id, action.CooldownTarget) is { } decided
            && log.Now < decided + cooldown)
            return string.Create(CultureInfo.InvariantCulture, $"cooling down until {(decided + cooldown).UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: decided for {action.CooldownTarget} at {decided.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; asked because {action.Because}");
        if (budgets.Reason((state.Rule.Model.Id, action.CooldownTarget), state.Rule.Model.Settings.Budget, $"of {state.Rule.Model.Id} for {action.CooldownTarget}", log.Now) is { } own)
            return own;
        if (!action.OnlyTells && budgets.Reason(OverAll, options.Budget, "of all rules", log.Now) is { } common) return common;
        return effects.Refusal(action);
    }

    private void Hold(MatchState state, RunbookAction action, Request request, string reason)
    {
        log.Write(state, action, ModeOf(state), Outcome.Denied, reason);
        Snapshots?.HasProposalsTouched = true;
        undo.Add(() => held--);
        holds.Keep(request.Owner, new(++held, state.Rule.Model.Id, action, log.Now, reason, request.AskAgain));
    }

    /// <summary>Wakes whom the rule names, once for a match, unless people want silence.</summary>
    private void Escalate(MatchState state, RunbookAction action, string reason)
    {
        if (state.Rule.Model.Settings.EscalatesTo is not { } team || state.HasEscalated) return;
        var page = new Page(team, $"{action.Name} of {action.Target} was stopped: {reason}");
        var silence = holds.Reason(state.Rule.Model.Id, page, log.Now);
        log.Write(state, page, ModeOf(state), silence is null ? Outcome.Decided : Outcome.Denied, silence);
        if (silence is not null) return;
        state.HasEscalated = true;
        undo.Add(() => state.HasEscalated = false);
    }

    private Proposal Propose(MatchState state, RunbookAction action, int needed, Request request, Mode mode)
    {
        var proposal = new Proposal(this, state, action, log.Now) { Needed = needed, Request = request };
        proposals.Add(proposal);
        Snapshots?.HasProposalsTouched = true;
        undo.Add(() => proposals.Remove(proposal));
        timers.Set(proposal, log.Now + state.Rule.Model.Settings.ApprovalWithin);
        proposal.Number = log.Write(state, action, mode, Outcome.Proposed).Sequence;
        return proposal;
    }

    private void Close(Proposal proposal, bool approved, Outcome? outcome, string? because)
    {
        Remove(proposal);
        var (state, action) = (proposal.State, proposal.Action);
        if (approved && holds.Reason(state.Rule.Model.Id, action, log.Now) is { } reason)
        {
            Hold(state, action, proposal.Request, reason);
            proposal.Request.Settle(false);
            return;
        }

        var refusal = approved ? Refusal(state, action) : null;
        if (refusal is not null) (approved, outcome, because) = (false, Outcome.Denied, refusal);
        if (outcome is { } said) log.Write(state, action, ModeOf(state), said, because, null, proposal.Approvals);
        proposal.Request.Settle(approved);
        if (refusal is not null) Escalate(state, action, refusal);
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
