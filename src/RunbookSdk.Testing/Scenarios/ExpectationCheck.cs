using System.Globalization;
using RunbookSdk.Actions;
using RunbookSdk.Diagnostics;
using RunbookSdk.Sessions;
using RunbookSdk.Testing.Scenarios.Reading;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>Holds what a scenario expects against what came. What fails is explained at once, while the session still knows why.</summary>
internal sealed class ExpectationCheck(
    Scenario scenario, RunbookSession session, List<Decision> decisions, List<RuleFault> faults, List<ScenarioFailure> failures)
{
    private const int ShownFacts = 5;
    private readonly FailureReasons reasons = new(session);
    private readonly HashSet<Expectation> told = [];
    private readonly List<(int Failure, Expectation.Falls Falls)> missed = [];

    /// <summary>Looks at what an evaluation decided: what must never be, and what went wrong.</summary>
    public void After(Evaluation evaluation)
    {
        foreach (var decision in evaluation.Decisions)
        {
            foreach (var never in scenario.Expectations.OfType<Expectation.Never>().Where(n => IsWithin(n, decision.Instant) && n.Unwanted.IsMetBy(decision)))
            {
                if (told.Add(never)) Fail(never, $"must never be {Within(never)}: {never.Unwanted}", [$"+ {Text(decision)}"], reasons.Of(decision));
            }
        }

        foreach (var fault in evaluation.Faults.Where(f => !IsExpected(f.Rule, f.Instant)))
        {
            var facts = string.Join(", ", fault.Facts.Select(f => $"{f.Type} {f.Key}"));
            failures.Add(new(scenario.Location, fault.Instant, $"the rule {fault.Rule} failed at {At(fault.Instant)}: {fault.Message} ({facts})", [$"  {fault.Location}"], []));
        }

        foreach (var problem in evaluation.Problems.Where(_ => !IsExpected(null, session.Now)))
            failures.Add(new(scenario.Location, session.Now, $"at {At(session.Now)}: {problem}", [], []));
    }

    /// <summary>Looks at what is expected at an instant, or within a time that ends there.</summary>
    public void AskAt(DateTimeOffset instant)
    {
        foreach (var expectation in scenario.Expectations.Where(e => e.Until == instant)) Ask(expectation);
    }

    /// <summary>What was expected of instants that never came; and what came after it had been expected, for mostly a time is wrong.</summary>
    public void Finish()
    {
        foreach (var (place, falls) in missed)
        {
            if (decisions.Find(d => d.Instant > falls.Until && falls.Wanted.IsMetBy(d)) is { } after)
                failures[place] = failures[place] with { Difference = [.. failures[place].Difference, $"  after: {Text(after)}"] };
        }

        foreach (var expectation in scenario.Expectations.Where(e => e.Until > session.Now && e is not Expectation.Never))
            failures.Add(new(expectation.Location, session.Now, $"was not asked: the clock stopped at {At(session.Now)}", [], []));
    }

    private void Ask(Expectation expectation)
    {
        switch (expectation)
        {
            case Expectation.Falls falls: Ask(falls); break;
            case Expectation.Exactly exactly: Ask(exactly); break;
            case Expectation.InForce inForce: Compare(inForce, "in force", inForce.Wanted, [.. session.Snapshot.InForce.Select(a => (a.Rule, (RunbookAction)a.Action))]); break;
            case Expectation.Waiting waiting: Compare(waiting, "waiting for approval", waiting.Wanted, [.. session.Snapshot.Proposals.Select(p => (p.Rule, p.Action))]); break;
            case Expectation.Knows knows: Ask(knows); break;
            case Expectation.Fails fails when !faults.Exists(f => IsWithin(fails, f.Instant) && (fails.Rule is null || fails.Rule == f.Rule)):
                Fail(fails, $"expected {Within(fails)}: a fault{(fails.Rule is null ? "" : $" of {fails.Rule}")}; there was none", [], []);
                break;
        }
    }

    private void Ask(Expectation.Falls falls)
    {
        if (decisions.Exists(d => IsWithin(falls, d.Instant) && falls.Wanted.IsMetBy(d))) return;
        var difference = new List<string> { $"- {falls.Wanted}" };
        difference.AddRange(decisions.Where(d => IsWithin(falls, d.Instant)).Select(d => $"+ {Text(d)}"));
        if (difference.Count == 1) difference.Add("+ no decision");
        difference.AddRange(Hints([falls.Wanted], decisions.Where(d => IsWithin(falls, d.Instant))));
        if (decisions.Where(d => !IsWithin(falls, d.Instant) && falls.Wanted.IsMetBy(d)).Select(d => $"  before: {Text(d)}").LastOrDefault() is { } before)
            difference.Add(before);
        missed.Add((failures.Count, falls));
        Fail(falls, $"expected {Within(falls)}", difference, reasons.Of(falls.Wanted));
    }

    private void Ask(Expectation.Exactly exactly)
    {
        var fallen = decisions.Where(d => IsWithin(exactly, d.Instant)).ToList();
        if (fallen.Count == exactly.Wanted.Count && fallen.Zip(exactly.Wanted).All(p => p.Second.IsMetBy(p.First))) return;
        var missing = exactly.Wanted.Where(w => !fallen.Exists(w.IsMetBy)).ToList();
        var surplus = fallen.Where(d => !exactly.Wanted.Any(w => w.IsMetBy(d))).ToList();
        IReadOnlyList<string> difference = missing.Count + surplus.Count == 0
            ? [.. exactly.Wanted.Select(w => $"- {w}"), .. fallen.Select(d => $"+ {Text(d)}")]
            : [.. missing.Select(w => $"- {w}"), .. surplus.Select(d => $"+ {Text(d)}")];
        var why = missing.SelectMany(reasons.Of).Concat(surplus.SelectMany(reasons.Of)).Distinct();
        var expected = exactly.Wanted.Count == 0 ? $"expected no decision {Within(exactly)}" : $"expected exactly these decisions {Within(exactly)}, in this order";
        Fail(exactly, expected, [.. difference, .. Hints(missing, surplus)], [.. why]);
    }

    /// <summary>What is as it was wanted but for its outcome: most often a rule that has no mode yet, and so observes.</summary>
    private static IEnumerable<string> Hints(IReadOnlyList<WantedDecision> wanted, IEnumerable<Decision> found) => found
        .Where(d => wanted.Any(w => !w.IsMetBy(d) && (w with { Outcome = null }).IsMetBy(d))).Select(d => d.Outcome).Distinct()
        .Select(o => $"  it is as expected but for its outcome; {(o == Outcome.Observed ? "a rule observes until it has .Mode(Act), or " : "")}write 'outcome: {Journal.DecisionWords.Of(o)}' if that is meant");

    private void Compare(Expectation expectation, string what, IReadOnlyList<WantedAction> wanted, IReadOnlyList<(string Rule, RunbookAction Action)> found)
    {
        var (missing, surplus) = OneToOne.Unmatched(wanted, found, (w, f) => w.IsMetBy(f.Rule, f.Action));
        if (missing.Count + surplus.Count == 0) return;
        IReadOnlyList<string> difference = [.. missing.Select(m => $"- {m}"), .. surplus.Select(s => $"+ {s.Rule} {s.Action.Name} {s.Action.Target}")];
        var why = missing.SelectMany(m => reasons.OfAction(m.Rule, m.Action)).Concat(surplus.SelectMany(s => reasons.OfAction(s.Rule, null))).Distinct();
        Fail(expectation, $"expected {what} {Within(expectation)}: {(wanted.Count == 0 ? "nothing" : string.Join(", ", wanted))}", difference, [.. why]);
    }

    private void Ask(Expectation.Knows knows)
    {
        var facts = session.Snapshot.Facts(knows.Type.ClrType).Select(f => f.Value).ToList();
        var isKnown = facts.Exists(f => KnownFacts.Has(f, knows.Values));
        if (isKnown == knows.IsKnown) return;
        var wanted = $"{knows.Type.Name}: {FactNotation.Write(knows.Values)}";
        List<string> found = [.. facts.Where(f => knows.IsKnown || KnownFacts.Has(f, knows.Values)).OrderByDescending(f => KnownFacts.Alike(f, knows.Values)).Select(f => $"+ {knows.Type.Name}: {FactNotation.Write(f)}")];
        if (found.Count == 0) found.Add($"+ no {knows.Type.Name} is known");
        if (found.Count > ShownFacts) found = [.. found.Take(ShownFacts), string.Create(CultureInfo.InvariantCulture, $"  and {found.Count - ShownFacts} more of {knows.Type.Name}, which are less alike")];
        Fail(knows, $"expected {Within(knows)}: {wanted} is {(knows.IsKnown ? "known" : "not known")}", knows.IsKnown ? [$"- {wanted}", .. found] : found, reasons.OfFact(knows.Type.ClrType));
    }

    private void Fail(Expectation expectation, string message, IReadOnlyList<string> difference, IReadOnlyList<string> why) =>
        failures.Add(new(expectation.Location, session.Now, message, difference, why));

    private bool IsExpected(string? rule, DateTimeOffset instant) => scenario.Expectations.OfType<Expectation.Fails>()
        .Any(f => IsWithin(f, instant) && (f.Rule is null || f.Rule == rule));

    private static bool IsWithin(Expectation expectation, DateTimeOffset instant) => expectation.From <= instant && instant <= expectation.Until;

    private string Within(Expectation expectation) => expectation.From == expectation.Until
        ? $"at {At(expectation.Until)}"
        : $"from {Offset(expectation.From)} until {At(expectation.Until)}";

    private string At(DateTimeOffset instant) => string.Create(
        CultureInfo.InvariantCulture, $"{Offset(instant)} ({instant.ToOffset(scenario.Start.Offset):yyyy-MM-dd HH:mm:ss zzz})");

    private string Offset(DateTimeOffset instant) => ScenarioTime.Write(instant - scenario.Start);

    private string Text(Decision decision)
    {
        var details = string.Join(", ", decision.Action.Details.Select(d => $"{d.Key}={d.Value}"));
        return $"{Offset(decision.Instant)}  {OneLine.Of($"{decision.Rule} {decision.ActionName} {decision.Target} {Journal.DecisionWords.Of(decision.Outcome)}{(details.Length > 0 ? $" ({details})" : "")}, because: {decision.Because}")}";
    }
}

/// <summary>Compares a known fact with the values that a scenario names.</summary>
internal static class KnownFacts
{
    public static bool Has(object fact, IReadOnlyDictionary<string, object?> values) => values.All(v => IsSame(ValueOf(fact, v.Key), v.Value));

    /// <summary>How many of the values it has.</summary>
    public static int Alike(object fact, IReadOnlyDictionary<string, object?> values) => values.Count(v => IsSame(ValueOf(fact, v.Key), v.Value));

    private static object? ValueOf(object fact, string member) => fact.GetType().GetProperties()
        .First(p => string.Equals(p.Name, member, StringComparison.OrdinalIgnoreCase)).GetValue(fact);

    private static bool IsSame(object? left, object? right) =>
        left is System.Collections.IEnumerable l and not string && right is System.Collections.IEnumerable r
            ? l.Cast<object?>().SequenceEqual(r.Cast<object?>())
            : Equals(left, right);
}
