namespace RunbookSdk.Testing.Conformance;

/// <summary>Cases of the conformance suite did not pass; the message names every difference.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Makes the exception of some results.</summary>
    /// <param name="results">How the cases ended that did not pass.</param>
    public ConformanceException(IReadOnlyList<ConformanceResult> results) : base(Text(results)) => Results = results;

    /// <summary>How the cases ended that did not pass.</summary>
    public IReadOnlyList<ConformanceResult> Results { get; }

    internal static void ThrowUnlessPassed(IReadOnlyList<ConformanceResult> results)
    {
        IReadOnlyList<ConformanceResult> failed = [.. results.Where(r => !r.IsPassed)];
        if (failed.Count > 0) throw new ConformanceException(failed);
    }

    private static string Text(IReadOnlyList<ConformanceResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return string.Join("\n\n", results);
    }
}
