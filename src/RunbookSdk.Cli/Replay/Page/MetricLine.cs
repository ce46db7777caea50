namespace RunbookSdk.Cli.Replay.Page;

/// <summary>One number of one fact over time.</summary>
/// <param name="key">The members of the fact's key.</param>
internal sealed class MetricLine(IReadOnlyList<string> key)
{
    private readonly List<Bucket> buckets = [];

    public IReadOnlyList<string> Key => key;

    public int Count => buckets.Count;

    public double Greatest => buckets.Max(b => b.Max.Value);

    /// <summary>False when all values are the same.</summary>
    public bool Changes => buckets.Exists(b => b.Min.Value != buckets[0].Min.Value || b.Max.Value != b.Min.Value);

    /// <summary>Takes a value.</summary>
    /// <param name="point">When, and what.</param>
    /// <param name="width">Width of a bucket, in milliseconds.</param>
    /// <returns>True when it has a bucket of its own.</returns>
    public bool Add(MetricPoint point, long width)
    {
        var (number, place) = (point.At / width, buckets.Count);
        while (place > 0 && buckets[place - 1].Number > number) place--; // late facts are few, and not very late
        if (place > 0 && buckets[place - 1].Number == number)
        {
            buckets[place - 1] = buckets[place - 1].With(point);
            return false;
        }

        buckets.Insert(place, new(number, point, point));
        return true;
    }

    /// <summary>Joins each two buckets that lie side by side.</summary>
    public void Halve()
    {
        var kept = 0;
        for (var i = 0; i < buckets.Count; i++)
        {
            var wider = buckets[i] with { Number = buckets[i].Number / 2 };
            if (kept > 0 && buckets[kept - 1].Number == wider.Number) buckets[kept - 1] = buckets[kept - 1].With(wider.Min).With(wider.Max);
            else buckets[kept++] = wider;
        }

        buckets.RemoveRange(kept, buckets.Count - kept);
    }

    /// <summary>The least and the greatest value of each bucket as they were observed, in the order of time.</summary>
    public IEnumerable<MetricPoint> Points()
    {
        foreach (var (_, min, max) in buckets)
        {
            yield return min.At <= max.At ? min : max;
            if (min.At != max.At) yield return min.At <= max.At ? max : min;
        }
    }

    private readonly record struct Bucket(long Number, MetricPoint Min, MetricPoint Max)
    {
        public Bucket With(MetricPoint point) => this with { Min = point.Value < Min.Value ? point : Min, Max = point.Value > Max.Value ? point : Max };
    }
}

/// <summary>A value that was observed.</summary>
/// <param name="At">When, in milliseconds from the start of 1970.</param>
/// <param name="Value">What.</param>
internal readonly record struct MetricPoint(long At, double Value);
