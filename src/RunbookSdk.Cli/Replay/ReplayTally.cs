using RunbookSdk.Sessions;

namespace RunbookSdk.Cli.Replay;

/// <summary>Counts what a replay did.</summary>
internal sealed class ReplayTally
{
    private readonly SortedDictionary<(string Rule, string Action, string Outcome), int> decisions = [];

    public int Read { get; private set; }

    public int Late { get; private set; }

    public int Duplicates { get; private set; }

    public int Rejected { get; set; }

    public int MatchesBegun { get; private set; }

    public int MatchesEnded { get; private set; }

    public int Faults { get; private set; }

    /// <summary>Instants whose evaluation was refused because the rules did not come to rest.</summary>
    public int Refusals { get; set; }

    /// <summary>Edits of people that could not be done.</summary>
    public int RefusedEdits { get; private set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public int Decisions => decisions.Values.Sum();

    /// <summary>How many decisions each rule made, by rule, action and outcome.</summary>
    public IEnumerable<KeyValuePair<(string Rule, string Action, string Outcome), int>> DecisionsByRule => decisions;

    public bool HasFindings => Rejected > 0 || Faults > 0 || Refusals > 0 || RefusedEdits > 0;

    public void CountFact() => Read++;

    public void Count(Evaluation evaluation)
    {
        Late += evaluation.Late;
        Duplicates += evaluation.Duplicates;
        MatchesBegun += evaluation.MatchesBegun;
        MatchesEnded += evaluation.MatchesEnded;
        Faults += evaluation.Faults.Count;
        RefusedEdits += evaluation.Problems.Count;
        foreach (var decision in evaluation.Decisions)
        {
            var key = (decision.Rule, decision.ActionName, Journal.DecisionWords.Of(decision.Outcome));
            decisions[key] = decisions.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Takes note that the clock stood at an instant.</summary>
    public void Pass(DateTimeOffset instant)
    {
        First ??= instant;
        Last = instant;
    }
}
