namespace RunbookSdk.Hosting.Handlers;

/// <summary>What came of an attempt, in words for people. Immutable.</summary>
public sealed record HandlerResult
{
    private HandlerResult(bool isDone, bool mayRetry, string said, TimeSpan? retryAfter) =>
        (IsDone, MayRetry, Said, RetryAfter) = (isDone, mayRetry, said, retryAfter);

    /// <summary>True when it is done, by this attempt or by one before it.</summary>
    public bool IsDone { get; }

    /// <summary>True when another attempt may work.</summary>
    public bool MayRetry { get; }

    /// <summary>What happened, in a sentence; it goes into the journal, so it holds no secret.</summary>
    public string Said { get; }

    /// <summary>How long to wait before another attempt at least; null when the receiver does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>It is done.</summary>
    /// <param name="said">What was done, such as <c>incident 4711 opened</c>; also where an earlier attempt had done it.</param>
    public static HandlerResult Done(string said) => new(true, false, said, null);

    /// <summary>It failed, and may work when it is tried again: a server that does not answer, a limit that was reached.</summary>
    /// <param name="said">What happened.</param>
    /// <param name="retryAfter">How long to wait at least; null: as long as the handler's options say, and never longer than a day.</param>
    public static HandlerResult Failed(string said, TimeSpan? retryAfter = null) => new(false, true, said, retryAfter);

    /// <summary>It failed, and will fail again: a wrong key, a component that is not known there. It becomes a dead letter at once.</summary>
    /// <param name="said">What happened, and what to do about it.</param>
    public static HandlerResult GivenUp(string said) => new(false, false, said, null);
}
