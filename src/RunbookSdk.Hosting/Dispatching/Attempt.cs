namespace RunbookSdk.Hosting.Dispatching;

/// <summary>What came of trying to deliver.</summary>
/// <param name="Delay">How long to wait until the next try; null when there is none.</param>
internal readonly record struct Attempt(TimeSpan? Delay)
{
    /// <summary>There is nothing left to do.</summary>
    public static Attempt Over => default;

    /// <summary>Another try follows.</summary>
    public static Attempt Again(TimeSpan delay) => new(delay);
}
