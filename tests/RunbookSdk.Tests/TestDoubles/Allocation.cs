namespace RunbookSdk.Tests.TestDoubles;

/// <summary>Measures what code allocates.</summary>
internal static class Allocation
{
    /// <summary>How often the calls are made in all.</summary>
    public const int Passes = 6;

    /// <summary>
    /// Bytes that the calls allocate together on this thread, after a pass to warm up: the least of several passes. What the code
    /// allocates, it allocates in every pass; what the runtime now and then allocates on the thread that happens to run (it grows its
    /// caches of casts and of generic methods there) is in some only.
    /// </summary>
    public static long Of(int calls, Action action)
    {
        Measure(calls, action);
        return Enumerable.Range(1, Passes - 1).Min(_ => Measure(calls, action));
    }

    private static long Measure(int calls, Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++) action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
