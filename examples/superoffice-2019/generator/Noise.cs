namespace SuperOffice2019.Generator;

/// <summary>Numbers that look random and are the same on every machine: a hash of a name and a minute.</summary>
internal static class Noise
{
    /// <summary>A whole number from -<paramref name="spread"/> to <paramref name="spread"/>.</summary>
    public static int Around(string name, int minute, int spread) => (int)(Hash(name, minute) % (ulong)((2 * spread) + 1)) - spread;

    /// <summary>True once in so many minutes.</summary>
    public static bool OnceIn(string name, int minute, int minutes) => Hash(name, minute) % (ulong)minutes == 0;

    /// <summary>One of some choices.</summary>
    public static T Pick<T>(string name, int minute, ReadOnlySpan<T> choices) => choices[(int)(Hash(name, minute) % (ulong)choices.Length)];

    private static ulong Hash(string name, int minute)
    {
        // FNV-1a over the name, then the finish of MurmurHash3, so that neighbouring minutes have nothing in common.
        var hash = 14695981039346656037UL;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
        hash ^= (ulong)minute * 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }
}
