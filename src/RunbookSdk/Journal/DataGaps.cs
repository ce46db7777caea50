namespace RunbookSdk.Journal;

/// <summary>
/// Finds times in which facts did not come that usually do: longer than <see cref="Longer"/> times the average, and than
/// <see cref="Shortest"/>. Keeps little of each key, however many facts there are.
/// </summary>
internal sealed class DataGaps
{
    private const int Longer = 10;
    private const int EnoughToKnow = 20;
    private const int KeptOfKey = 8;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    private readonly Dictionary<(string Type, string Key), Series> series = [];

    public void See(JournalRecord fact)
    {
        if (fact.Key.Length == 0) return;
        var key = (fact.Name, fact.Key);
        if (series.TryGetValue(key, out var known)) known.See(fact.At);
        else series[key] = new Series(fact.At);
    }

    /// <summary>The gaps, the longest first.</summary>
    public IReadOnlyList<DataGap> All() =>
    [
        .. series.SelectMany(s => s.Value.Gaps(s.Key.Type, s.Key.Key))
            .OrderByDescending(g => g.Until - g.From).ThenBy(g => g.From).ThenBy(g => g.Type, StringComparer.Ordinal).ThenBy(g => g.Key, StringComparer.Ordinal),
    ];

    /// <summary>When the facts of one key came.</summary>
    private sealed class Series(DateTimeOffset first)
    {
        private readonly List<(DateTimeOffset From, DateTimeOffset Until)> longest = [];
        private readonly DateTimeOffset began = first;
        private DateTimeOffset last = first;
        private int count = 1;

        public void See(DateTimeOffset at)
        {
            if (at <= last) return; // late, or a second source of the same
            if (at - last >= Shortest) Keep((last, at));
            last = at;
            count++;
        }

        public IEnumerable<DataGap> Gaps(string type, string key)
        {
            if (count < EnoughToKnow) return [];
            var usual = (last - began) / (count - 1);
            return longest.Where(g => g.Until - g.From > Longer * usual).Select(g => new DataGap(type, key, g.From, g.Until, usual));
        }

        private void Keep((DateTimeOffset From, DateTimeOffset Until) gap)
        {
            longest.Add(gap);
            if (longest.Count <= KeptOfKey) return;
            longest.Remove(longest.MinBy(g => g.Until - g.From));
        }
    }
}
