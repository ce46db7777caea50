using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Cli.Replay.Page;
using RunbookSdk.Components;
using RunbookSdk.Facts;
using RunbookSdk.Rules;

namespace RunbookSdk.Cli.Tests.ReplayPages;

/// <summary>What is kept of a number that changes often.</summary>
public sealed class MetricLineTests
{
    [Fact]
    public void Few_values_are_all_kept_in_the_order_of_time()
    {
        var line = new MetricLine(["online1"], 1_000);
        foreach (var (at, value) in new[] { (3_000L, 2d), (1_000, 1), (2_000, 5), (9_000, 4) }) line.Add(new(at, value));

        Assert.Equal([(1_000, 1), (2_000, 5), (3_000, 2), (9_000, 4)], line.Points().Select(p => (p.At, p.Value)));
    }

    [Fact]
    public void Values_before_and_after_a_decision_are_all_kept()
    {
        const long Minute = 60_000;
        var line = new MetricLine(["online1"], 1_000);
        for (var i = 0L; i <= 600; i++)
        {
            line.Add(new(i * Minute, i % 7));
            if (i == 300) line.LookCloser(i * Minute);
        }

        for (var i = 0; i < 16; i++) line.Halve();

        var kept = line.Points().Select(p => p.At / Minute).ToHashSet();
        Assert.All(Enumerable.Range(240, 90), i => Assert.Contains(i, kept));
        Assert.InRange(kept.Count, 91, 130);
    }

    /// <summary>Against a naive bucketing of the same values: extremes stand, each is a value that was observed, and there are two of a bucket at most.</summary>
    [Fact]
    public void Extremes_of_every_bucket_are_kept_however_often_it_is_halved() => Prop.ForAll(
        Gen.Choose(0, 40_000).Zip(Gen.Choose(-50, 50)).ListOf().Select(l => l.ToList()).ToArbitrary(),
        Gen.Choose(0, 9).ToArbitrary(),
        (values, halvings) =>
        {
            var line = new MetricLine(["x"], 1_000);
            foreach (var (at, value) in values) line.Add(new(at, value));
            for (var i = 0; i < halvings; i++) line.Halve();
            var points = line.Points().ToList();
            var naive = values.GroupBy(v => v.Item1 / line.Width).ToDictionary(g => (long)g.Key, g => (Min: g.Min(v => v.Item2), Max: g.Max(v => v.Item2)));
            Assert.All(points, p => Assert.Contains(((int)p.At, (int)p.Value), values));
            Assert.Equal(points.OrderBy(p => p.At).Select(p => p.At), points.Select(p => p.At));
            Assert.Equal(naive.Keys.Order(), points.Select(p => p.At / line.Width).Distinct());
            foreach (var bucket in points.GroupBy(p => p.At / line.Width))
            {
                Assert.InRange(bucket.Count(), 1, 2);
                Assert.Equal((naive[bucket.Key].Min, naive[bucket.Key].Max), (bucket.Min(p => p.Value), bucket.Max(p => p.Value)));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void However_many_facts_and_values_there_are_only_so_much_is_kept()
    {
        var lines = new MetricLines(RuleSet.Create(new High()));
        for (var i = 0; i < PageBounds.Lines + 10; i++) See(lines, $"c{i}", 0, i);
        for (var i = 0; i < 20 * PageBounds.BucketsOfLine; i++) See(lines, "c7", i, i % 100);
        See(lines, "c7", 1, 1_000);

        Assert.Equal(PageBounds.Lines, lines.All.Count());
        Assert.Equal(10, lines.LeftOut);
        Assert.All(lines.All, l => Assert.InRange(l.Value.Count, 1, PageBounds.BucketsOfLine));
        var long7 = lines.All.Single(l => l.Key.Key == "c7").Value.Points().ToList();
        Assert.Equal(1_000, long7.Max(p => p.Value)); // it came late, and counts
        Assert.InRange(long7.Count, PageBounds.BucketsOfLine / 2, 2 * PageBounds.BucketsOfLine);
    }

    [Fact]
    public void Numbers_that_no_rule_reads_are_not_followed()
    {
        var lines = new MetricLines(RuleSet.Create(new High()));
        lines.See(new Observation(new Sample("latency", "web", 3), DateTimeOffset.UnixEpoch));
        lines.See(new Observation(new ClusterLoad("c", double.NaN), DateTimeOffset.UnixEpoch));
        lines.See(new Observation(new ClusterLoad("c", 3), DateTimeOffset.UnixEpoch) { IsRetraction = true });

        Assert.Empty(lines.All);
    }

    private static void See(MetricLines lines, string cluster, int second, double percent) =>
        lines.See(new Observation(new ClusterLoad(cluster, percent), DateTimeOffset.UnixEpoch.AddSeconds(second)));

    private sealed class High : Runbook
    {
        protected override void Define() => Rule("high", from l in Facts<ClusterLoad>() where l.Percent > 85 select Page("ops", "it is high"));
    }
}
