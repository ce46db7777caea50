using System.Linq.Expressions;
using System.Runtime.InteropServices;
using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// The facts of a slot by the hash of a key made of their members. Only the hash is kept: the equality itself stays a condition of
/// the rule, so two keys with one hash cost a comparison and nothing else.
/// </summary>
internal sealed class KeyIndex(Func<object, int> hash)
{
    private readonly Dictionary<int, List<KnownFact>> buckets = [];
    private readonly Dictionary<KnownFact, int> hashes = [];

    public ReadOnlySpan<KnownFact> Find(int key) =>
        buckets.TryGetValue(key, out var bucket) ? CollectionsMarshal.AsSpan(bucket) : default;

    /// <summary>Takes a fact, or its new value. What its key's expressions throw reaches the caller.</summary>
    public void Put(KnownFact fact)
    {
        var key = hash(fact.Value);
        if (hashes.TryGetValue(fact, out var old))
        {
            if (old == key) return;
            Remove(fact);
        }

        hashes[fact] = key;
        if (!buckets.TryGetValue(key, out var bucket)) buckets[key] = bucket = [];
        bucket.Add(fact);
    }

    public void Remove(KnownFact fact)
    {
        if (!hashes.Remove(fact, out var key)) return;
        var bucket = buckets[key];
        bucket.Remove(fact);
        if (bucket.Count == 0) buckets.Remove(key);
    }

    /// <summary>The expression that hashes a key; equal keys of both sides of a join hash alike.</summary>
    public static Expression HashOf(IEnumerable<Expression> parts)
    {
        var mix = typeof(KeyIndex).GetMethod(nameof(Mix), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;
        Expression result = Expression.Constant(17);
        foreach (var part in parts) result = Expression.Call(mix.MakeGenericMethod(part.Type), result, part);
        return result;
    }

    private static int Mix<T>(int hash, T value) => (hash * 31) + (value is null ? 0 : EqualityComparer<T>.Default.GetHashCode(value));
}
