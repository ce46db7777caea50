using System.Globalization;
using RunbookSdk.Diagnostics;

namespace RunbookSdk.Testing.Scenarios;

/// <summary>How a scenario ended. Immutable.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Failures">What was not as expected, in the order of the clock; none when it passed.</param>
public sealed record ScenarioResult(Scenario Scenario, IReadOnlyList<ScenarioFailure> Failures)
{
    /// <summary>True when everything was as expected.</summary>
    public bool IsPassed => Failures.Count == 0;

    /// <summary>How many decisions fell.</summary>
    public int Decisions { get; init; }

    /// <summary>The name, and every failure with its difference and its reasons.</summary>
    public override string ToString() =>
        IsPassed ? $"ok    {Scenario.Name}" : $"FAIL  {Scenario.Name}\n{string.Join('\n', Failures.Select(f => Indented(f.ToString())))}";

    private static string Indented(string text) => "  " + text.Replace("\n", "\n  ", StringComparison.Ordinal).Replace("\n  \n", "\n\n", StringComparison.Ordinal);
}

/// <summary>One thing that was not as expected. Immutable.</summary>
/// <param name="Location">The expectation.</param>
/// <param name="Instant">When it was clear that it does not hold.</param>
/// <param name="Message">What was expected, in a line.</param>
/// <param name="Difference">What was expected and what came: lines with a minus, a plus, or neither.</param>
/// <param name="Reasons">Why: the clauses of the rules that it is about, with every value.</param>
public sealed record ScenarioFailure(
    SourceLocation Location, DateTimeOffset Instant, string Message, IReadOnlyList<string> Difference, IReadOnlyList<string> Reasons)
{
    /// <summary>All of it.</summary>
    public override string ToString() => string.Join(
        '\n',
        [string.Create(CultureInfo.InvariantCulture, $"{Location}: {Message}"), .. Difference.Select(d => $"  {d}"), .. Reasons]);
}

/// <summary>Scenarios failed; the message says what was expected, what came, and why.</summary>
public sealed class ScenarioException : Exception
{
    /// <summary>Makes the exception of some results.</summary>
    /// <param name="results">How the scenarios ended that failed.</param>
    public ScenarioException(IReadOnlyList<ScenarioResult> results) : base(Text(results)) => Results = results;

    /// <summary>How the scenarios ended that failed.</summary>
    public IReadOnlyList<ScenarioResult> Results { get; }

    private static string Text(IReadOnlyList<ScenarioResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return string.Join("\n\n", results);
    }
}
