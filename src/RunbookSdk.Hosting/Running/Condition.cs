namespace RunbookSdk.Hosting.Running;

/// <summary>How a host is, for its health check. Safe to use from any thread.</summary>
internal sealed class Condition
{
    private readonly Lock guard = new();
    private readonly SortedDictionary<string, string> failing = new(StringComparer.Ordinal);

    /// <summary>What fails now, each with what it says.</summary>
    public IReadOnlyList<string> Failing
    {
        get
        {
            lock (guard) return [.. failing.Select(f => $"{f.Key}: {f.Value}")];
        }
    }

    /// <summary>Something fails.</summary>
    public void Fails(string what, string said)
    {
        lock (guard) failing[what] = said;
    }

    /// <summary>It works again.</summary>
    public void Works(string what)
    {
        lock (guard) failing.Remove(what);
    }
}
