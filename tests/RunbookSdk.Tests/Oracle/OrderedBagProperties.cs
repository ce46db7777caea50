using FsCheck;
using FsCheck.Fluent;
using RunbookSdk.Matching;
using Xunit.Abstractions;

namespace RunbookSdk.Tests.Oracle;

/// <summary>The balanced tree against a list that is sorted again after each change.</summary>
public sealed class OrderedBagProperties(ITestOutputHelper output)
{
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("RUNBOOK_ORACLE_SEED"), out var seed) ? seed : (ulong)Random.Shared.NextInt64();

    /// <summary>Many small numbers, so that equal ones meet, and few large ones, which come in order as times do.</summary>
    private static readonly Gen<(bool Adds, int Number)> Change =
        from adds in Gen.Elements(true, true, false)
        from number in Gen.OneOf(Gen.Choose(0, 12), Gen.Choose(0, 1000))
        select (adds, number);

    [Fact]
    public void A_bag_holds_what_a_sorted_list_holds_at_the_same_places()
    {
        output.WriteLine($"seed {Seed}");
        Prop.ForAll(Change.ListOf().ToArbitrary(), changes => Compare([.. changes]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(Seed, 0x9E3779B97F4A7C15));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bag_that_is_filled_in_order_and_emptied_from_one_end_stays_right(bool fromTheFront)
    {
        var bag = new OrderedBag<int, Plain>(default);
        for (var i = 0; i < 2000; i++) Assert.Equal(i, bag.Add(i));
        for (var i = 0; i < 2000; i++)
        {
            var gone = fromTheFront ? i : 1999 - i;
            Assert.Equal(fromTheFront ? 0 : gone, bag.Remove(gone));
            if (bag.Count > 0) Assert.Equal((fromTheFront ? i + 1 : 0, fromTheFront ? 1999 : gone - 1), (bag[0], bag[bag.Count - 1]));
        }

        Assert.Equal(0, bag.Count);
        Assert.Equal(0, bag.Add(7));
    }

    [Fact]
    public void What_was_never_added_cannot_be_removed() =>
        Assert.Throws<InvalidOperationException>(() => new OrderedBag<int, Plain>(default).Remove(1));

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void There_is_nothing_beside_what_it_holds(int place)
    {
        var bag = new OrderedBag<int, Plain>(default);
        bag.Add(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => bag[place]);
    }

    private static void Compare(IReadOnlyList<(bool Adds, int Number)> changes)
    {
        var bag = new OrderedBag<int, Plain>(default);
        var list = new List<int>();
        foreach (var (adds, number) in changes)
        {
            var before = list.Count(n => n < number);
            if (adds)
            {
                Assert.Equal(before, bag.Add(number));
                list.Add(number);
            }
            else if (list.Remove(number)) Assert.Equal(before, bag.Remove(number));

            list.Sort();
            Assert.Equal(list, Enumerable.Range(0, bag.Count).Select(i => bag[i]));
        }
    }

    private readonly struct Plain : IComparer<int>
    {
        public int Compare(int x, int y) => x.CompareTo(y);
    }
}
