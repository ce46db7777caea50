using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace RunbookSdk.Lifecycles;

/// <summary>Numbers values from 0 in their order, to look them up by array: directly where they are small enums or integers, else by hash.</summary>
internal sealed class Numbering<T>
    where T : notnull
{
    private const int LargestDirect = 255;

    private readonly int[]? direct;
    private readonly FrozenDictionary<T, int> byHash;

    public Numbering(IReadOnlyList<T> values)
    {
        byHash = values.Select((value, number) => KeyValuePair.Create(value, number)).ToFrozenDictionary();
        var type = typeof(T).IsEnum ? Enum.GetUnderlyingType(typeof(T)) : typeof(T);
        if (type != typeof(int) || values.Any(v => Bits(v) > LargestDirect)) return;
        direct = new int[values.Count == 0 ? 0 : (int)values.Max(Bits) + 1];
        Array.Fill(direct, -1);
        for (var i = 0; i < values.Count; i++) direct[Bits(values[i])] = i;
    }

    /// <summary>The number of a value; -1 when it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(T value)
    {
        if (direct is not { } numbers) return byHash.TryGetValue(value, out var number) ? number : -1;
        var bits = Bits(value);
        return bits < (uint)numbers.Length ? numbers[bits] : -1;
    }

    /// <summary>The value as a number; only for types that are 32 bits wide.</summary>
    private static uint Bits(T value) => Unsafe.As<T, uint>(ref value);
}
