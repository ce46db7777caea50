using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>
/// Says whose approval of a proposal counts, and for what. What does not count is told, and the proposal goes on to wait. A denial counts from
/// anybody: to stop is always safe.
/// </summary>
internal sealed class Approvers(FactStore store, Refusals refusals)
{
    /// <summary>True when an answer to a proposal counts; otherwise its giver is told why not.</summary>
    public bool Accepts(Proposal proposal, Approval approval, Mode mode, DateTimeOffset now)
    {
        if (Refusal(proposal, approval, mode, now) is not { } reason) return true;
        Refuse(approval, reason);
        return false;
    }

    /// <summary>Tells a person that nothing waits for this answer.</summary>
    public void RefuseAsNothingWaits(Approval approval) =>
        Refuse(approval, $"nothing that rule {approval.Rule} asks for {approval.Target} waits for an approval; it may be decided, denied or withdrawn by now");

    /// <summary>True when an answer names the plan of a proposal.</summary>
    public static bool IsFor(Approval approval, Proposal proposal) => string.Equals(approval.PlanHash, proposal.PlanHash, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when two names are of the same person.</summary>
    public static bool AreSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    private void Refuse(Approval approval, string reason) => refusals.Tell("RBK5041", approval, approval.Approver, reason);

    private string? Refusal(Proposal proposal, Approval approval, Mode mode, DateTimeOffset now)
    {
        if (approval.At < proposal.ProposedAt)
            return $"it was given at {InstantText.Of(approval.At)}, and what waits was proposed at {InstantText.Of(proposal.ProposedAt)}, as plan {proposal.PlanHash}; look at that and answer again";
        if (approval.Verdict == Verdict.Deny) return null;
        if (mode == Mode.Observe) return "nothing is decided as things are, for the session only observes; answer again when more is allowed";
        if (approval.PlanHash is { } hash && !IsFor(approval, proposal))
            return $"it is for plan {hash}, and what is proposed now is plan {proposal.PlanHash}; look at that and answer again";
        if (AuthorsOf(proposal.State).Any(a => AreSame(a, approval.Approver)))
            return $"{approval.Approver} is an author of what is asked for; somebody else has to approve it";
        var named = proposal.State.Rule.Model.Settings.Approvers;
        if (named.Count > 0 && !named.Any(n => AreSame(n, approval.Approver) || IsMember(n, approval.Approver)))
            return $"{approval.Approver} is none of those who may approve it: {named}";
        return proposal.State.Rule.StaleFact(proposal.State.Match, now) is { } stale
            ? $"{stale.Type.Name} {stale.Type.KeyText(stale.Value)}, which it rests on, was last observed at {InstantText.Of(stale.ObservedAt)} and is too old to decide by; answer again when it is observed"
            : null;
    }

    /// <summary>Who wrote the rule, and whose word led to the request.</summary>
    private static IEnumerable<string> AuthorsOf(MatchState state) =>
        state.Rule.Model.Settings.Authors.Concat(state.Match.Facts.SelectMany(f => f.Type.AuthorsOf(f.Value)));

    private bool IsMember(string team, string person) =>
        store.FactsOf(FactType.Of(typeof(TeamMember))).Select(f => (TeamMember)f.Value).Any(m => AreSame(m.Team, team) && AreSame(m.Person, person));
}
