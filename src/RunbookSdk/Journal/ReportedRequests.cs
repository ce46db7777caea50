using RunbookSdk.Actions;

namespace RunbookSdk.Journal;

/// <summary>Follows what was asked for through a journal: what came into force and ended, what waited and was answered.</summary>
internal sealed class ReportedRequests
{
    private readonly List<ActionTerm> terms = [];
    private readonly Dictionary<string, int> inForce = new(StringComparer.Ordinal);
    private readonly List<AskedApproval> approvals = [];
    private readonly Dictionary<string, int> waiting = new(StringComparer.Ordinal);

    public void Take(RecordedDecision decision)
    {
        switch (decision.Outcome)
        {
            case Outcome.Proposed:
                Answer(decision); // asked anew, after its facts have changed
                waiting[decision.IdempotencyKey] = approvals.Count; // the answer has the key of the question
                approvals.Add(new(decision, null));
                break;
            case Outcome.Decided:
                Answer(decision);
                if (decision.IsStanding) Begin(decision);
                break;
            case Outcome.Denied or Outcome.Withdrawn:
                Answer(decision);
                break;
            case Outcome.Renewed when inForce.TryGetValue(decision.Identity, out var renewed):
                terms[renewed] = terms[renewed] with { Renewals = terms[renewed].Renewals + 1 };
                break;
            case Outcome.Released when inForce.Remove(decision.Identity, out var ended):
                terms[ended] = terms[ended] with { Ended = decision };
                break;
        }
    }

    /// <summary>What was in force within a time.</summary>
    public IReadOnlyList<ActionTerm> TermsWithin(DateTimeOffset from, DateTimeOffset until) =>
        [.. terms.Where(t => t.From <= until && (t.Until is null || t.Until >= from))];

    /// <summary>What was asked within a time, or waited in it.</summary>
    public IReadOnlyList<AskedApproval> ApprovalsWithin(DateTimeOffset from, DateTimeOffset until) =>
        [.. approvals.Where(a => a.AskedAt <= until && (a.Answer is null || a.Answer.Instant >= from))];

    private void Begin(RecordedDecision decision)
    {
        foreach (var met in waiting.Where(w => approvals[w.Value].Asked.Identity == decision.Identity).Select(w => w.Key).ToList()) Answer(met, decision);
        inForce[decision.Identity] = terms.Count;
        terms.Add(new(decision, null, 0));
    }

    private void Answer(RecordedDecision decision) => Answer(decision.IdempotencyKey, decision);

    private void Answer(string question, RecordedDecision decision)
    {
        if (waiting.Remove(question, out var asked)) approvals[asked] = approvals[asked] with { Answer = decision };
    }
}
