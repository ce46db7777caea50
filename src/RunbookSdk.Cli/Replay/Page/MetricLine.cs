namespace RunbookSdk.Cli.Replay.Page;

/// <summary>
/// One number of one fact over time: of each bucket of time the least and the greatest value, and around decisions every value. All are as they were
/// observed.
/// </summary>
/// <param name="key">The members of the fact's key.</param>
/// <param name="width">Width of a bucket, in milliseconds.</param>
internal sealed class MetricLine(IReadOnlyList<string> key, long width)
{
    private readonly List<Bucket> buckets = [];
    private readonly Queue<MetricPoint> recent = [];
    private readonly List<MetricPoint> close = [];
    private long closeUntil = long.MinValue;

    public IReadOnlyList<string> Key => key;

    /// <summary>Width of a bucket, in milliseconds.</summary>
    public long Width { get; private set; } = width;

    /// <summary>How many buckets there are.</summary>
    public int Count => buckets.Count;

    public double Greatest => buckets.Max(b => b.Max.Value);

    /// <summary>False when all values are the same.</summary>
    public bool Changes => buckets.Exists(b => b.Min.Value != buckets[0].Min.Value || b.Max.Value != b.Min.Value);

    /// <summary>Takes a value.</summary>
    /// <returns>True when it has a bucket of its own.</returns>
    public bool Add(MetricPoint point)
    {
        recent.Enqueue(point);
        while (recent.Count > PageBounds.CloseBefore || recent.Peek().At < point.At - PageBounds.CloseTime) recent.Dequeue();
        if (point.At <= closeUntil && close.Count < PageBounds.ClosePoints) close.Add(point);
        var (number, place) = (point.At / Width, buckets.Count);
        while (place > 0 && buckets[place - 1].Number > number) place--; // late facts are few, and not very late
        if (place > 0 && buckets[place - 1].Number == number)
        {
            buckets[place - 1] = buckets[place - 1].With(point);
            return false;
        }

        buckets.Insert(place, new(number, point, point));
        return true;
    }

    /// <summary>Keeps every value around an instant, within bounds.</summary>
    public void LookCloser(long at)
    {
        foreach (var point in recent)
        {
            if (point.At >= at - PageBounds.CloseTime && point.At > closeUntil && close.Count < PageBounds.ClosePoints) close.Add(point);
        }

        closeUntil = at + (PageBounds.CloseTime / 2);
    }

    /// <summary>Joins each two buckets that lie side by side.</summary>
    public void Halve()
    {
        Width *= 2;
        var kept = 0;
        for (var i = 0; i < buckets.Count; i++)
        {
            var wider = buckets[i] with { Number = buckets[i].Min.At / Width };
            if (kept > 0 && buckets[kept - 1].Number == wider.Number) buckets[kept - 1] = buckets[kept - 1].With(wider.Min).With(wider.Max);
            else buckets[kept++] = wider;
        }

        buckets.RemoveRange(kept, buckets.Count - kept);
    }

    /// <summary>The values in the order of time.</summary>
    public IEnumerable<MetricPoint> Points() =>
        buckets.SelectMany(b => b.Min.At <= b.Max.At ? new[] { b.Min, b.Max } : [b.Max, b.Min]).Concat(close).Distinct().OrderBy(p => p.At);

    private readonly record struct Bucket(long Number, MetricPoint Min, MetricPoint Max)
    {
        public Bucket With(MetricPoint point) => this with { Min = point.Value < Min.Value ? point : Min, Max = point.Value > Max.Value ? point : Max };
    }
}

/// <summary>A value that was observed.</summary>
/// <param name="At">When, in milliseconds from the start of 1970.</param>
/// <param name="Value">What.</param>
internal readonly record struct MetricPoint(long At, double Value);
