namespace RunbookSdk.Benchmarks.Figures;

internal static class Memory
{
    public static long LiveBytes() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>What something that is made holds, with all that it keeps alive and that was not alive before.</summary>
    public static long BytesOf<T>(Func<T> make)
        where T : class
    {
        var before = LiveBytes();
        var made = make();
        var after = LiveBytes();
        GC.KeepAlive(made);
        return after - before;
    }
}
