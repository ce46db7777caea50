namespace RunbookSdk.Lifecycles;

internal static class LifecycleSequences
{
    /// <summary>The items up to the first of which something is true, that one included.</summary>
    public static IEnumerable<T> TakeUntil<T>(this IEnumerable<T> items, Func<T, bool> isLast)
    {
        foreach (var item in items)
        {
            yield return item;
            if (isLast(item)) yield break;
        }
    }
}
