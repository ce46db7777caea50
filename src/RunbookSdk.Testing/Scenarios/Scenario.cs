using RunbookSdk.Diagnostics;
using RunbookSdk.Rules;
using RunbookSdk.Sessions;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>
/// A story that runbooks are tried on: facts and acts at their instants, and what has to follow. Immutable; any number of threads may run it.
/// </summary>
public sealed class Scenario
{
    internal Scenario(
        string name, SourceLocation location, DateTimeOffset start, DateTimeOffset end, Mode mode, IReadOnlyList<Step> steps, IReadOnlyList<Expectation> expectations)
    {
        (Name, Location, Start, End, Mode) = (name, location, start, end, mode);
        (Steps, Expectations) = (steps, expectations);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>Where its clock begins; with the offset that its author wrote.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Where its clock ends.</summary>
    public DateTimeOffset End { get; }

    internal Mode Mode { get; }

    internal IReadOnlyList<Step> Steps { get; }

    internal IReadOnlyList<Expectation> Expectations { get; }

    /// <summary>Runs every scenario of a file and throws when one of them fails, so that a test is one line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rules">The rules that it tests.</param>
    /// <param name="factTypes">Records of facts that the rules do not read, besides those of the SDK.</param>
    /// <exception cref="RunbookException">Something is wrong with the file; it carries every problem.</exception>
    /// <exception cref="ScenarioException">A scenario failed; it says what was expected, what came, and why.</exception>
    public static void Verify(string path, RuleSet rules, params IEnumerable<Type> factTypes)
    {
        IReadOnlyList<ScenarioResult> failed = [.. Run(path, rules, factTypes).Where(r => !r.IsPassed)];
        if (failed.Count > 0) throw new ScenarioException(failed);
    }

    /// <summary>Runs every scenario of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rules">The rules that it tests.</param>
    /// <param name="factTypes">Records of facts that the rules do not read, besides those of the SDK.</param>
    /// <exception cref="RunbookException">Something is wrong with the file; it carries every problem.</exception>
    public static IReadOnlyList<ScenarioResult> Run(string path, RuleSet rules, params IEnumerable<Type> factTypes) =>
        [.. ScenarioFile.Open(path).ScenariosFor(rules, factTypes).Select(s => s.Run(rules))];

    /// <summary>Runs it in a session of its own, on a clock that jumps.</summary>
    /// <param name="rules">The rules that it tests.</param>
    /// <param name="coverage">Receives which rules and clauses it reached; default: nobody asks.</param>
    public ScenarioResult Run(RuleSet rules, RuleCoverage? coverage = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return new ScenarioRun(this, rules, new SessionOptions { Mode = Mode }, coverage).Run();
    }
}
