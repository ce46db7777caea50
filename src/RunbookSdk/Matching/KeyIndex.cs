using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>The facts of a memory by a key: one bucket for each key.</summary>
internal sealed class KeyIndex(IndexPattern pattern) : MemberIndex(pattern)
{
    private readonly Dictionary<int, Bucket> buckets = [];
    private readonly Dictionary<ExpressionTokens, Probe> probes = [];

    /// <summary>The last answer to a key on the other side; shared by all who ask with that key.</summary>
    public Probe ProbeBy(ExpressionTokens outer)
    {
        if (!probes.TryGetValue(outer, out var probe)) probes[outer] = probe = new Probe();
        return probe;
    }

    /// <summary>The first bucket with a hash; further ones follow it.</summary>
    public Bucket? Find(int hash)
    {
        buckets.TryGetValue(hash, out var bucket);
        return bucket;
    }

    public override void Remove(Membership member)
    {
        var (known, number) = PlaceOf(member);
        if (known is not Bucket bucket) return;
        SetPlace(member, default);
        if (bucket.RemoveAt((int)number) is { } moved) SetPlace(moved, new(bucket, number));
        if (bucket.Count == 0) Drop(bucket);
    }

    protected override void PutByKey(Membership member)
    {
        var value = member.Fact.Value;
        var hash = Pattern.Hash(value);
        if (PlaceOf(member).Bucket is Bucket old)
        {
            if (old.Hash == hash && Pattern.IsSame(old.Representative, value)) return;
            Remove(member);
        }

        var bucket = BucketOf(hash, value);
        SetPlace(member, new(bucket, bucket.Count));
        bucket.Add(member);
    }

    private Bucket BucketOf(int hash, object value)
    {
        var first = Find(hash);
        for (var bucket = first; bucket is not null; bucket = bucket.Next)
        {
            if (Pattern.IsSame(bucket.Representative, value)) return bucket;
        }

        return buckets[hash] = new Bucket(hash, value) { Next = first };
    }

    private void Drop(Bucket bucket)
    {
        bucket.Forget();
        var first = buckets[bucket.Hash];
        if (first == bucket)
        {
            if (bucket.Next is null) buckets.Remove(bucket.Hash);
            else buckets[bucket.Hash] = bucket.Next;
            return;
        }

        while (first.Next != bucket) first = first.Next!;
        first.Next = bucket.Next;
    }
}

/// <summary>
/// The facts with one key. It is known by the value of its first fact, which is immutable and so keeps the key for as long as the
/// bucket lives. Most buckets hold one fact, so that one needs no list.
/// </summary>
internal sealed class Bucket(int hash, object representative)
{
    private Membership? one;
    private KnownFact? fact;
    private List<Membership>? many;

    public int Hash { get; } = hash;

    public object Representative { get; private set; } = representative;

    /// <summary>The next bucket with the same hash.</summary>
    public Bucket? Next { get; set; }

    public int Count => many?.Count ?? (one is null ? 0 : 1);

    public Membership this[int place] => many is null ? one! : many[place];

    /// <summary>The fact at a place; of one fact alone without a look at its membership.</summary>
    public KnownFact FactAt(int place) => many is null ? fact! : many[place].Fact;

    public void Add(Membership member)
    {
        if (many is not null) many.Add(member);
        else if (one is null) (one, fact) = (member, member.Fact);
        else (many, one, fact) = ([one, member], null, null);
    }

    /// <summary>Lets go of the value of a fact that left; others may still know the bucket.</summary>
    public void Forget() => Representative = null!;

    /// <summary>Removes a member; the last one takes its place.</summary>
    /// <returns>The member that moved; null when none did.</returns>
    public Membership? RemoveAt(int place)
    {
        if (many is null)
        {
            (one, fact) = (null, null);
            return null;
        }

        var last = many[^1];
        many.RemoveAt(many.Count - 1);
        if (place == many.Count) return null;
        many[place] = last;
        return last;
    }
}

/// <summary>The facts that one fact joins with, as they were found last.</summary>
internal sealed class Probe
{
    private KnownFact? fact;
    private int batch;

    public Bucket? Bucket { get; private set; }

    /// <summary>True when it was asked for the same fact since anything changed.</summary>
    public bool IsOf(KnownFact asked, int now) => ReferenceEquals(fact, asked) && batch == now;

    public void Set(KnownFact asked, int now, Bucket? found) => (fact, batch, Bucket) = (asked, now, found);
}
