using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>
/// How fast counters rise: for each subject (the facts with one key) what its counter rose by between the first and the last sample,
/// divided by the seconds between them; the sum of that over the subjects. A counter that falls was set back to zero, as in Prometheus'
/// <c>rate</c>; nothing is extrapolated to the bounds of the window.
/// </summary>
internal sealed class Rates
{
    private readonly ExactSum total = new();
    private Dictionary<object, Series>? subjects;

    /// <summary>Subjects with samples of two instants at least.</summary>
    private int rated;

    /// <summary>Subjects whose rate is beyond all numbers.</summary>
    private int unbounded;

    /// <summary>The sum; not a number when no subject has samples of two instants.</summary>
    public double Value => rated == 0 || unbounded > 0 ? double.NaN : total.Value;

    public void Add(double number, KnownFact sample)
    {
        subjects ??= new(sample.Type.KeyComparer);
        if (!subjects.TryGetValue(sample.Value, out var series)) subjects[sample.Value] = series = new Series();
        Count(series.Rate, -1);
        series.Add(new Sample(sample.ObservedAt.UtcTicks, sample.Sequence, number));
        Count(series.Rate, 1);
    }

    public void Remove(double number, KnownFact sample)
    {
        var series = subjects![sample.Value];
        Count(series.Rate, -1);
        series.Remove(new Sample(sample.ObservedAt.UtcTicks, sample.Sequence, number));
        Count(series.Rate, 1);
        if (series.IsEmpty) subjects.Remove(sample.Value);
    }

    private void Count(double rate, int sign)
    {
        if (double.IsNaN(rate)) return;
        rated += sign;
        if (double.IsInfinity(rate)) unbounded += sign;
        else if (sign > 0) total.Add(rate);
        else total.Remove(rate);
    }

    private readonly record struct Sample(long Ticks, long Sequence, double Number);

    /// <summary>By the time of observation; at one instant in the order of arrival.</summary>
    private readonly struct ByTime : IComparer<Sample>
    {
        public int Compare(Sample x, Sample y)
        {
            var order = x.Ticks.CompareTo(y.Ticks);
            return order != 0 ? order : x.Sequence.CompareTo(y.Sequence);
        }
    }

    /// <summary>The samples of one subject. What it rose by is kept exactly: each pair of neighbours adds the later and takes the earlier.</summary>
    private sealed class Series
    {
        private readonly OrderedBag<Sample, ByTime> samples = new(default);
        private readonly ExactSum increase = new();

        public bool IsEmpty => samples.Count == 0;

        /// <summary>Per second; not a number without samples of two instants.</summary>
        public double Rate
        {
            get
            {
                if (samples.Count < 2) return double.NaN;
                var ticks = samples[samples.Count - 1].Ticks - samples[0].Ticks;
                return ticks == 0 ? double.NaN : increase.Value / TimeSpan.FromTicks(ticks).TotalSeconds;
            }
        }

        public void Add(Sample sample)
        {
            var place = samples.Add(sample);
            Change(sample, place > 0 ? samples[place - 1] : null, place + 1 < samples.Count ? samples[place + 1] : null, 1);
        }

        public void Remove(Sample sample)
        {
            var place = samples.Remove(sample);
            Change(sample, place > 0 ? samples[place - 1] : null, place < samples.Count ? samples[place] : null, -1);
        }

        /// <summary>A sample that comes parts two neighbours; one that goes leaves them side by side.</summary>
        private void Change(Sample sample, Sample? before, Sample? after, int sign)
        {
            if (before is { } earlier) Pair(earlier, sample, sign);
            if (after is { } later) Pair(sample, later, sign);
            if (before is { } left && after is { } right) Pair(left, right, -sign);
        }

        private void Pair(Sample earlier, Sample later, int sign)
        {
            Count(later.Number, sign);
            if (later.Number >= earlier.Number) Count(earlier.Number, -sign);
        }

        private void Count(double number, int sign)
        {
            if (sign > 0) increase.Add(number);
            else increase.Remove(number);
        }
    }
}
