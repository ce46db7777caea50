using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Operators;

/// <summary>A person's answer to a proposal.</summary>
/// <param name="verdict">The answer.</param>
/// <param name="name">Which proposal: its number, or its rule.</param>
/// <param name="target">Which one of the rule; null when it waits for one only.</param>
/// <param name="path">The state file, for the commands that are shown.</param>
internal sealed class Answer(Verdict verdict, string name, string? target, string path) : IAct
{
    private WaitingProposal? answered;

    public Said Say(OpenedState state, ActPlan plan, DateTimeOffset now)
    {
        answered = Find(state.Session.Snapshot.Proposals);
        var word = verdict == Verdict.Approve ? "Approved" : "Denied";
        return new(
            $"{word} {ProposalText.Number(answered)} as {plan.By}: {ProposalText.What(answered)}, asked for by {answered.Rule}.",
            new Observation(
                new Approval(answered.Rule, answered.Action.Target.ToString(), plan.By, verdict, now, answered.PlanHash, plan.Because), now));
    }

    public IEnumerable<string> Tell(OpenedState state, Evaluation followed, TimeText times)
    {
        if (state.Session.Snapshot.Proposals.FirstOrDefault(p => p.Number == answered!.Number) is not { } waiting) yield break;
        var missing = waiting.Needed - waiting.Approvers.Count;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"It waits for {missing} more: approved by {(waiting.Approvers.Count == 0 ? "nobody" : string.Join(", ", waiting.Approvers))}, {waiting.Needed} are needed.");
        if (waiting.MayApprove.Count > 0) yield return $"They may approve: {string.Join(", ", waiting.MayApprove)}.";
        yield return $"The next one says: {ProposalText.Command("approve", waiting, path)}";
    }

    private WaitingProposal Find(IReadOnlyList<WaitingProposal> waiting)
    {
        var named = Named(waiting);
        var found = named.Where(IsFor).ToList();
        if (found.Count > 1 && found.Where(p => p.Action.Target.ToString().Equals(target, StringComparison.OrdinalIgnoreCase)).ToList() is [var exact]) return exact;
        if (found is [var one]) return one;
        throw CommandCodes.Refuse(CommandCodes.NothingWaits, Problem(waiting, named, found));
    }

    private bool IsFor(WaitingProposal proposal) => target is null || proposal.Action.Target.ToString().StartsWith(target, StringComparison.OrdinalIgnoreCase);

    private List<WaitingProposal> Named(IReadOnlyList<WaitingProposal> waiting)
    {
        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return [.. waiting.Where(p => p.Number == number)];
        var exact = waiting.Where(p => p.Rule.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return exact.Count > 0 ? exact : [.. waiting.Where(p => p.Rule.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
    }

    private string Problem(IReadOnlyList<WaitingProposal> waiting, List<WaitingProposal> named, List<WaitingProposal> found)
    {
        if (waiting.Count == 0) return $"'{name}' does not wait for an answer; nothing does. It was answered, its time ran out, or its reason ended.";
        if (found.Count > 1) return $"'{name}' can mean {found.Count} proposals; give the number, or --target:{ProposalText.List(found)}";
        if (named.Count > 0) return $"'{name}' waits, and not for '{target}'; it waits for:{ProposalText.List(named)}";
        return $"'{name}' does not wait for an answer; it was answered, its time ran out, or its reason ended. What waits:{ProposalText.List(waiting)}";
    }
}
