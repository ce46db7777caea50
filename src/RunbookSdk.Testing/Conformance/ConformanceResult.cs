using RunbookSdk.Diagnostics;

namespace RunbookSdk.Testing.Conformance;

/// <summary>How a case ended.</summary>
/// <param name="Case">Name of the case.</param>
/// <param name="Area">Its area.</param>
/// <param name="Differences">What was expected and did not come, and what came unexpected, as texts for people; empty when it passed.</param>
/// <param name="Refusals">Why the matcher would not take the rules of the case; empty when it took them.</param>
public sealed record ConformanceResult(
    string Case, string Area, IReadOnlyList<string> Differences, IReadOnlyList<Diagnostic> Refusals)
{
    /// <summary>True when the matcher took the rules and all was as expected.</summary>
    public bool IsPassed => Differences.Count == 0 && Refusals.Count == 0;

    /// <summary>True when the matcher said that it cannot take the rules; it gave no wrong answer.</summary>
    public bool IsRefused => Refusals.Count > 0;

    /// <summary>The case and what became of it.</summary>
    public override string ToString() => IsPassed
        ? $"{Case}: passed"
        : $"{Case} ({Area}): {string.Join('\n', Differences.Concat(Refusals.Select(r => $"refused: {r.Code} {r.Message}")))}";
}
