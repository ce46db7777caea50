using System.Collections;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Facts;

/// <summary>
/// What waits for a moment: added one by one, read in order, cleared as a whole. Most hold one thing and are cleared with each update, so
/// that clearing costs no more than what is in them.
/// </summary>
internal sealed class Buffer<T> : IReadOnlyList<T>
{
    /// <summary>Up to this many, clearing one by one is faster than a call that clears memory.</summary>
    private const int Few = 8;

    private T[] items = [];
    private int count;

    public int Count => count;

    /// <summary>What is in it; until something is added.</summary>
    public ReadOnlySpan<T> Items => items.AsSpan(0, count);

    T IReadOnlyList<T>.this[int index] => this[index];

    public ref T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count);
            return ref items[index];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item)
    {
        if (count == items.Length) Array.Resize(ref items, Math.Max(4, count * 2));
        items[count++] = item;
    }

    public void AddRange(Buffer<T> others)
    {
        for (var i = 0; i < others.count; i++) Add(others.items[i]);
    }

    /// <summary>Forgets what stands at a place and after it.</summary>
    public void Cut(int from)
    {
        if (count - from > Few) Array.Clear(items, from, count - from);
        else
        {
            for (var i = from; i < count; i++) items[i] = default!;
        }

        count = from;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear()
    {
        if (count == 1) (items[0], count) = (default!, 0);
        else if (count > 0) Cut(0);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < count; i++) yield return items[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
