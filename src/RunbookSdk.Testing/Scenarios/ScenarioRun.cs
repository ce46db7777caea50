using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>
/// Runs one scenario: the clock jumps from one instant at which something is observed, expected or due to the next; what is expected at an
/// instant is asked when everything of that instant has been decided.
/// </summary>
internal sealed class ScenarioRun
{
    private readonly Scenario scenario;
    private readonly RunbookSession session;
    private readonly RuleCoverage? coverage;
    private readonly ExpectationCheck check;
    private readonly List<Decision> decisions = [];
    private readonly List<RuleFault> faults = [];
    private readonly List<ScenarioFailure> failures = [];

    public ScenarioRun(Scenario scenario, RuleSet rules, SessionOptions options, RuleCoverage? coverage)
    {
        (this.scenario, this.coverage) = (scenario, coverage);
        session = new RunbookSession(rules, scenario.Start, options);
        check = new ExpectationCheck(scenario, session, decisions, faults, failures);
    }

    public ScenarioResult Run()
    {
        var next = 0;
        try
        {
            foreach (var instant in Instants())
            {
                PassTo(instant);
                while (next < scenario.Steps.Count && scenario.Steps[next].At == instant) session.Observe(scenario.Steps[next++].Observation);
                Evaluate(instant);
                check.AskAt(instant);
            }
        }
        catch (RunbookException refused)
        {
            failures.AddRange(refused.Diagnostics.Select(d => new ScenarioFailure(scenario.Location, session.Now, d.ToString(), [], [])));
        }

        check.Finish();
        return new ScenarioResult(scenario, failures) { Decisions = decisions.Count };
    }

    /// <summary>Lets time pass, and stops where something is due: what must not be is found when it is.</summary>
    private void PassTo(DateTimeOffset instant)
    {
        while (session.NextDue is { } due && due > session.Now && due < instant) Evaluate(due);
    }

    private void Evaluate(DateTimeOffset instant)
    {
        // The offset is only how times are written; the author's is the one to show.
        var evaluation = session.Evaluate(instant.ToOffset(scenario.Start.Offset));
        coverage?.Take(session, evaluation);
        decisions.AddRange(evaluation.Decisions);
        faults.AddRange(evaluation.Faults);
        check.After(evaluation);
    }

    private IEnumerable<DateTimeOffset> Instants() => scenario.Steps.Select(s => s.At)
        .Concat(scenario.Expectations.Select(e => e.Until))
        .Append(scenario.Start).Append(scenario.End)
        .Distinct().Order();
}
