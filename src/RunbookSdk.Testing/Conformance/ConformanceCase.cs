using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Conformance;

/// <summary>Rules, the facts that are told to a session step by step, and all that has to follow. Immutable and safe to share.</summary>
public sealed class ConformanceCase
{
    private readonly Lazy<RuleSet> rules;
    private readonly IReadOnlyList<CaseStep> steps;
    private readonly Action<SessionOptions> settings;

    internal ConformanceCase(
        string area, string name, Action<CaseBook> define, Action<SessionOptions> settings, IReadOnlyList<CaseStep> steps)
    {
        (Area, Name, this.settings, this.steps) = (area, name, settings, steps);
        rules = new Lazy<RuleSet>(() => RuleSet.Create(new CaseBook(define)));
    }

    /// <summary>What it proves, in kebab-case; unique in the suite.</summary>
    public string Name { get; }

    /// <summary>The part of the language that it is about, such as <c>joins</c>.</summary>
    public string Area { get; }

    /// <summary>Runs the case in a session of its own and says how it ended.</summary>
    /// <param name="options">Makes the options of the session; they name the matcher.</param>
    public ConformanceResult Run(Func<SessionOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!steps.Any(s => s.ExpectsSomething))
            return new(Name, Area, [$"The case '{Name}' expects nothing: a matcher that never says anything would pass it."], []);
        var chosen = options();
        settings(chosen);
        return new CaseRun(this, rules.Value, chosen).Run(steps);
    }

    /// <summary>Runs the case in a session of its own.</summary>
    /// <param name="options">Makes the options of the session; they name the matcher.</param>
    /// <exception cref="ConformanceException">The case did not pass; it says what was expected and what came instead.</exception>
    public void Verify(Func<SessionOptions> options) => ConformanceException.ThrowUnlessPassed([Run(options)]);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
