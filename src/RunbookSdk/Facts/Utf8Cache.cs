using System.Runtime.InteropServices;

namespace RunbookSdk.Facts;

/// <summary>
/// Remembers the values of texts that were read lately, so that a name which comes again and again is one object.
/// Fixed in size: each text has one place, and a newer text takes it over. Not thread-safe.
/// </summary>
internal sealed class Utf8Cache<T>
    where T : class
{
    private const int Places = 1024;
    private const int LongestText = 64;
    private readonly Entry[] entries = new Entry[Places];

    public static bool Takes(ReadOnlySpan<byte> text) => text.Length <= LongestText;

    public T? Find(ReadOnlySpan<byte> text)
    {
        ref var entry = ref entries[PlaceOf(text)];
        return entry.Text is not null && text.SequenceEqual(entry.Text) ? entry.Value : null;
    }

    public void Put(ReadOnlySpan<byte> text, T value) => entries[PlaceOf(text)] = new Entry(text.ToArray(), value);

    private static int PlaceOf(ReadOnlySpan<byte> text)
    {
        const ulong multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)text.Length * multiplier;
        while (text.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(text)) * multiplier;
            hash ^= hash >> 29;
            text = text[sizeof(ulong)..];
        }

        foreach (var letter in text) hash = (hash ^ letter) * multiplier;
        return (int)(hash >> 54);
    }

    private readonly record struct Entry(byte[] Text, T Value);
}
