using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Workloads;

/// <summary>Waltz, beside a search of all labellings in plain code.</summary>
public sealed class WaltzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Waltz_labels_each_drawing_in_the_only_way_there_is(int drawings)
    {
        var searches = Enumerable.Range(0, drawings).Select(d => new WaltzSearch(d)).ToList();

        var run = PuzzleRun.Of(RuleSet.Create(new WaltzRules()), WaltzDrawing.Facts(drawings));

        var expected = searches.SelectMany(s => Assert.Single(s.Solutions)).OrderBy(l => l.Point);
        Assert.Equal(expected, run.Standing<Labelling>().OrderBy(l => l.Point));
        Assert.Equal(searches.Sum(s => s.Firings), run.Firings);
    }

    [Fact]
    public void Two_blocks_have_the_junctions_that_one_sees()
    {
        var search = new WaltzSearch(0);

        Assert.Equal(20, search.Lines);
        Assert.Equal(12, search.OutlineLength);
        Assert.Equal(
            [(JunctionKind.Corner, 5), (JunctionKind.Fork, 2), (JunctionKind.Arrow, 6), (JunctionKind.Tee, 2)],
            search.Junctions.CountBy(j => j.Kind).OrderBy(k => k.Key).Select(k => (k.Key, k.Value)));
        Assert.Equal(225, search.Firings);
    }
}
