namespace RunbookSdk.Matching;

/// <summary>
/// The facts of a memory in the order of a key, in chunks of bounded length, so that a fact is put and found among a hundred thousand
/// without moving many.
/// </summary>
internal sealed class OrderIndex(IndexPattern pattern) : MemberIndex(pattern)
{
    private const int Longest = 512;
    private readonly List<List<Item>> chunks = [];

    public override void Remove(Membership member)
    {
        if (PlaceOf(member) is not { Bucket: not null } place) return;
        SetPlace(member, default);
        var item = new Item(place.Number, member);
        var chunk = ChunkOf(item);
        chunks[chunk].RemoveAt(chunks[chunk].BinarySearch(item));
        if (chunks[chunk].Count == 0) chunks.RemoveAt(chunk);
    }

    /// <summary>Where the keys begin that are at least so great.</summary>
    public Cursor From(long key)
    {
        var (low, high) = (0, chunks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (chunks[middle][^1].Key < key) low = middle + 1;
            else high = middle;
        }

        return new Cursor(this, low, low == chunks.Count ? 0 : FirstIn(chunks[low], key));
    }

    protected override void PutByKey(Membership member)
    {
        var key = Pattern.Order(member.Fact.Value);
        if (PlaceOf(member) is { Bucket: not null } known)
        {
            if (known.Number == key) return;
            Remove(member);
        }

        if (key == OrderedKey.None) return;
        SetPlace(member, new(this, key));
        Insert(new Item(key, member));
    }

    private static int FirstIn(List<Item> chunk, long key)
    {
        var (low, high) = (0, chunk.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (chunk[middle].Key < key) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private void Insert(Item item)
    {
        if (chunks.Count == 0)
        {
            chunks.Add([item]);
            return;
        }

        var place = Math.Min(ChunkOf(item), chunks.Count - 1);
        var chunk = chunks[place];
        chunk.Insert(~chunk.BinarySearch(item), item);
        if (chunk.Count <= Longest) return;
        chunks.Insert(place + 1, chunk.GetRange(Longest / 2, chunk.Count - (Longest / 2)));
        chunk.RemoveRange(Longest / 2, chunk.Count - (Longest / 2));
    }

    /// <summary>The first chunk that does not end before an item.</summary>
    private int ChunkOf(Item item)
    {
        var (low, high) = (0, chunks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (chunks[middle][^1].CompareTo(item) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>A fact with its key; facts of one key in the order in which they became known.</summary>
    private readonly record struct Item(long Key, Membership Member) : IComparable<Item>
    {
        public int CompareTo(Item other)
        {
            var order = Key.CompareTo(other.Key);
            return order != 0 ? order : Member.Fact.Sequence.CompareTo(other.Member.Fact.Sequence);
        }
    }

    /// <summary>A place in the order, to walk upwards from; valid until the index changes.</summary>
    internal struct Cursor(OrderIndex index, int chunk, int place)
    {
        private int chunk = chunk;
        private int place = place;

        /// <summary>The next fact whose key is not greater than the last one allowed; null at the end.</summary>
        public Membership? Next(long last)
        {
            if (chunk == index.chunks.Count) return null;
            var item = index.chunks[chunk][place];
            if (item.Key > last) return null;
            if (++place == index.chunks[chunk].Count) (chunk, place) = (chunk + 1, 0);
            return item.Member;
        }
    }
}
