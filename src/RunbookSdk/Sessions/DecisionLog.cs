using RunbookSdk.Actions;
using RunbookSdk.Facts;
using RunbookSdk.Facts.Saving;
using RunbookSdk.Rules;

namespace RunbookSdk.Sessions;

/// <summary>The decisions of the evaluation that runs, numbered through the session.</summary>
internal sealed class DecisionLog(UndoLog undo) : ISavedPart
{
    private long sequence;

    public List<Decision> Decisions { get; } = [];

    /// <summary>The rules that decided in the round that runs, for naming a cycle.</summary>
    public List<string> Deciding { get; } = [];

    public DateTimeOffset Now { get; set; }

    public void Save(StateWriter writer) => writer.Write(sequence);

    public void Load(StateReader reader) => sequence = reader.ReadNumber();

    public Decision Write(
        MatchState state, RunbookAction action, Mode mode, Outcome outcome, string? because = null, DateTimeOffset? leaseUntil = null,
        Proposal? proposal = null, bool isRelease = false)
    {
        IReadOnlyList<Approval> approvals = proposal?.Approvals ?? [];
        var before = (state.Requests, state.Released);
        undo.Add(() => (state.Requests, state.Released) = before);
        return Add(new Decision
        {
            Sequence = sequence + 1,
            Instant = Now,
            Rule = state.Rule.Model.Id,
            Action = action,
            Mode = mode,
            Outcome = outcome,
            Because = because ?? action.Because,
            Facts = [.. state.Evidence(), .. approvals.Select(Evidence)],
            MatchBegan = state.BeganAt,
            MatchNumber = state.NumberOfInstant,
            Occurrence = Occurrence(state, outcome, proposal, isRelease),
            LeaseUntil = leaseUntil,
            PlanHash = proposal?.PlanHash,
            Approvers = [.. approvals.Select(a => a.Approver)],
            IsRelease = isRelease,
        });
    }

    /// <summary>Writes what became known of an earlier decision.</summary>
    public void Write(Decision earlier, Outcome outcome, string because, IReadOnlyList<Evidence> facts) => Add(earlier with
    {
        Sequence = sequence + 1,
        Instant = Now,
        Outcome = outcome,
        Because = because,
        Facts = facts,
        LeaseUntil = null,
        PlanHash = null,
        Approvers = [],
    });

    private Decision Add(Decision decision)
    {
        var before = (sequence, Decisions.Count);
        undo.Add(() =>
        {
            sequence = before.sequence;
            if (Decisions.Count > before.Count) Decisions.RemoveRange(before.Count, Decisions.Count - before.Count);
        });
        sequence = decision.Sequence;
        Decisions.Add(decision);
        Deciding.Add(decision.Rule);
        return decision;
    }

    /// <summary>What waits has the number that it keeps when it is decided; what is refused at once has the one that the next request gets.</summary>
    private static int Occurrence(MatchState state, Outcome outcome, Proposal? proposal, bool isRelease)
    {
        if (isRelease) return outcome == Outcome.Released ? ++state.Released : state.Released + 1;
        if (outcome == Outcome.Renewed) return Math.Max(state.Requests, 1);
        if (proposal is null) return outcome == Outcome.Decided ? ++state.Requests : state.Requests + 1;
        if (proposal.Occurrence == 0) proposal.Occurrence = ++state.Requests;
        return proposal.Occurrence;
    }

    private static Evidence Evidence(Approval approval) =>
        new(nameof(Approval), FactType.Of(typeof(Approval)).KeyText(approval), approval.At, approval);
}
