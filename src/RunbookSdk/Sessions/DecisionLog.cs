using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>The decisions of the evaluation that runs, numbered through the session.</summary>
internal sealed class DecisionLog(UndoLog undo)
{
    private long sequence;

    public List<Decision> Decisions { get; } = [];

    /// <summary>The rules that decided in the round that runs, for naming a cycle.</summary>
    public List<string> Deciding { get; } = [];

    public DateTimeOffset Now { get; set; }

    public Decision Write(
        MatchState state, RunbookAction action, Mode mode, Outcome outcome, string? because = null, DateTimeOffset? leaseUntil = null,
        Proposal? proposal = null, bool isRelease = false)
    {
        IReadOnlyList<Approval> approvals = proposal?.Approvals ?? [];
        var before = (sequence, Decisions.Count);
        undo.Add(() =>
        {
            sequence = before.sequence;
            if (Decisions.Count > before.Count) Decisions.RemoveRange(before.Count, Decisions.Count - before.Count);
        });
        var decision = new Decision
        {
            Sequence = ++sequence,
            Instant = Now,
            Rule = state.Rule.Model.Id,
            Action = action,
            Mode = mode,
            Outcome = outcome,
            Because = because ?? action.Because,
            Facts = [.. state.Evidence(), .. approvals.Select(Evidence)],
            MatchBegan = state.BeganAt,
            LeaseUntil = leaseUntil,
            PlanHash = proposal?.PlanHash,
            Approvers = [.. approvals.Select(a => a.Approver)],
            IsRelease = isRelease,
        };
        Decisions.Add(decision);
        Deciding.Add(decision.Rule);
        return decision;
    }

    private static Evidence Evidence(Approval approval) =>
        new(nameof(Approval), FactType.Of(typeof(Approval)).KeyText(approval), approval.At, approval);
}
