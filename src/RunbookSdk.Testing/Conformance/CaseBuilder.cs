using RunbookSdk.Facts;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Conformance;

/// <summary>Writes a case: steps, and after each one what follows from it. What is not named must not happen.</summary>
internal sealed class CaseBuilder(string area, string name, Action<CaseBook> define)
{
    private readonly List<CaseStep> steps = [];
    private Action<SessionOptions> settings = static _ => { };

    private CaseStep Last => steps[^1];

    /// <summary>Sets options of the session.</summary>
    public CaseBuilder With(Action<SessionOptions> change)
    {
        settings = change;
        return this;
    }

    /// <summary>Tells facts, seen at that instant unless they say otherwise, and lets time pass until then.</summary>
    /// <param name="instant">See <see cref="CaseClock"/>.</param>
    /// <param name="facts">Facts, or observations made by <see cref="CaseArea.Gone(object)"/> and its like.</param>
    public CaseBuilder At(string instant, params object[] facts)
    {
        steps.Add(new CaseStep(CaseClock.Read(instant), [.. facts.Select(f => f is Observation seen ? seen : new Observation(f, default))]));
        return this;
    }

    /// <summary>Exchanges the rules at the instant of the step before; a preview has to say the same and to change nothing.</summary>
    public CaseBuilder Swap(Action<CaseBook> rules)
    {
        steps.Add(new CaseStep(Last.Instant, []) { Rules = rules });
        return this;
    }

    /// <summary>Matches begin, each written <c>rule(key, key)</c>.</summary>
    public CaseBuilder Begins(params string[] matches) => Expect(s => s.Begins.AddRange(matches));

    public CaseBuilder Ends(params string[] matches) => Expect(s => s.Ends.AddRange(matches));

    /// <summary>Decisions come in this order, each written as <see cref="DecisionText"/> says.</summary>
    public CaseBuilder Decides(params string[] decisions) => Expect(s => s.Decisions.AddRange(decisions));

    public CaseBuilder Faults(params string[] rules) => Expect(s => s.Faults.AddRange(rules));

    public CaseBuilder Quarantines(params string[] rules) => Expect(s => s.Quarantines.AddRange(rules));

    public CaseBuilder IsLate(int count = 1) => Expect(s => s.Late = count);

    public CaseBuilder IsDuplicate(int count = 1) => Expect(s => s.Duplicates = count);

    public CaseBuilder IsDue(string instant) => Expect(s => s.Due = instant);

    public CaseBuilder IsNeverDue() => Expect(s => s.Due = CaseClock.Never);

    /// <summary>The evaluation is refused with a message that has these words, and everything is as it was before.</summary>
    public CaseBuilder IsRefused(string words) => Expect(s => s.Refusal = words);

    public ConformanceCase Build() => new(area, name, define, settings, [.. steps]);

    private CaseBuilder Expect(Action<CaseStep> change)
    {
        change(Last);
        return this;
    }
}
