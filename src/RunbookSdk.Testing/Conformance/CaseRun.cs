using RunbookSdk.Diagnostics;
using RunbookSdk.Matching;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Conformance;

/// <summary>One run of a case: a session with the matcher under test, and everything that differs from what was expected.</summary>
internal sealed class CaseRun
{
    private readonly ConformanceCase about;
    private readonly RuleSet rules;
    private readonly SessionOptions options;
    private readonly List<string> differences = [];
    private readonly List<string> expectedOpen = [];
    private RecordingMatcher recorder = null!;

    public CaseRun(ConformanceCase about, RuleSet rules, SessionOptions options)
    {
        (this.about, this.rules, this.options) = (about, rules, options);
        var matcher = options.Matcher ?? (static (faults, limits) => new IncrementalMatcher(faults, limits));
        options.Matcher = (faults, limits) => recorder = new RecordingMatcher(matcher(faults, limits));
    }

    public ConformanceResult Run(IReadOnlyList<CaseStep> steps)
    {
        RunbookSession session;
        try
        {
            session = new RunbookSession(rules, CaseClock.Start, options);
        }
        catch (RunbookException refused)
        {
            return new(about.Name, about.Area, [], refused.Diagnostics);
        }

        foreach (var step in steps) Run(session, step);
        return new(about.Name, about.Area, differences, []);
    }

    private void Run(RunbookSession session, CaseStep step)
    {
        var said = new Differences($"at {CaseClock.Write(step.Instant)}");
        try
        {
            var evaluation = step.Rules is null ? Evaluate(session, step) : Swap(session, step, said);
            said.Same("refused", step.Refusal is null ? [] : [step.Refusal], []);
            Compare(step, evaluation, said);
        }
        catch (RunbookException refused)
        {
            var words = step.Refusal;
            said.Same("refused", words is null ? [] : [words], refused.Diagnostics.Select(
                d => words is not null && d.Message.Contains(words, StringComparison.Ordinal) ? words : d.Message));
        }
#pragma warning disable CA1031 // A matcher under test may throw anything, and a wrong one does.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            said.Same("thrown", [], [$"{exception.GetType().Name}: {exception.Message}"]);
        }

        CompareMatches(step, said);
        if (step.Due is { } due) said.Same("next due", [due], [CaseClock.Write(session.NextDue)]);
        if (said.Text is { } text) differences.Add(text);
    }

    private static Evaluation Evaluate(RunbookSession session, CaseStep step)
    {
        foreach (var fact in step.Facts) session.Observe(fact);
        return session.Evaluate(step.Instant);
    }

    private static Evaluation Swap(RunbookSession session, CaseStep step, Differences said)
    {
        var next = RuleSet.Create(new CaseBook(step.Rules!));
        var preview = session.Preview(next);
        said.Same("matches that a preview begins", step.Begins.Order(StringComparer.Ordinal), preview.Begun.Select(MatchText.Of).Order(StringComparer.Ordinal));
        said.Same("matches that a preview ends", step.Ends.Order(StringComparer.Ordinal), preview.Ended.Select(MatchText.Of).Order(StringComparer.Ordinal));
        said.Same("decisions of a preview", step.Decisions, preview.Evaluation.Decisions.Select(d => DecisionText.Of(d, step.Instant)));
        return session.Swap(next);
    }

    private static void Compare(CaseStep step, Evaluation evaluation, Differences said)
    {
        said.Same("decisions", step.Decisions, evaluation.Decisions.Select(d => DecisionText.Of(d, step.Instant)));
        said.Same("faults", step.Faults.Order(StringComparer.Ordinal), RulesOf(evaluation.Faults));
        said.Same("quarantines", step.Quarantines.Order(StringComparer.Ordinal), RulesOf(evaluation.Faults.Where(f => f.IsQuarantined)));
        said.Same("matches that begin", step.Begins.Count, evaluation.MatchesBegun);
        said.Same("matches that end", step.Ends.Count, evaluation.MatchesEnded);
        said.Same("late", step.Late, evaluation.Late);
        said.Same("duplicates", step.Duplicates, evaluation.Duplicates);
    }

    /// <summary>
    /// Which matches stand is compared by rule and facts; those that began and ended within one step leave their trace in the numbers.
    /// </summary>
    private void CompareMatches(CaseStep step, Differences said)
    {
        expectedOpen.AddRange(step.Begins);
        foreach (var match in step.Ends)
            if (!expectedOpen.Remove(match)) said.Same("ends in the case itself", [], [$"{match} cannot end: it never began"]);
        said.Same("matches that stand", expectedOpen.Order(StringComparer.Ordinal), recorder.Open.Order(StringComparer.Ordinal));
        said.Same("against the contract of a matcher", [], recorder.Violations);
        recorder.Violations.Clear();
    }

    private static IEnumerable<string> RulesOf(IEnumerable<RuleFault> faults) =>
        faults.Select(f => f.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
