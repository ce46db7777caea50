namespace RunbookSdk.Rules;

/// <summary>
/// How often something may be decided. A decision counts from its instant until the time has passed; exactly then it counts no more.
/// </summary>
public sealed record Budget
{
    /// <summary>A budget.</summary>
    /// <param name="count">How many decisions; from 1.</param>
    /// <param name="per">In how long a time; positive, at most 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its range.</exception>
    public Budget(int count, TimeSpan per)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(per, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(per, Longest);
        (Count, Per) = (count, per);
    }

    /// <summary>How many decisions.</summary>
    public int Count { get; }

    /// <summary>In how long a time.</summary>
    public TimeSpan Per { get; }

    internal static TimeSpan Longest { get; } = TimeSpan.FromDays(366);
}
