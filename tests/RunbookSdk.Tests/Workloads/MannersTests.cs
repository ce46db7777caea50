using RunbookSdk.Benchmarks.Puzzles;
using RunbookSdk.Rules;

namespace RunbookSdk.Tests.Workloads;

/// <summary>Miss Manners, beside the same search in plain code.</summary>
public sealed class MannersTests
{
    [Theory]
    [InlineData(8, 84)]
    [InlineData(16, 232)]
    [InlineData(32, 720)]
    public void Manners_fires_as_often_as_counted_by_hand(int guests, int firings)
    {
        var party = MannersParty.Of(guests);

        Assert.Equal(firings, Run(party).Firings);
        Assert.Equal(firings, new MannersSearch(party).Firings);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void Manners_goes_back_as_plain_code_does(int seed)
    {
        var party = FewHobbies(seed);
        var search = new MannersSearch(party);

        var run = Run(party);

        Assert.Equal(search.Firings, run.Firings);
        Assert.Equal(search.IsSolved ? search.Solution : [], Seats(run));
    }

    [Fact]
    public void Parties_of_the_test_above_do_go_back_and_some_have_no_solution()
    {
        var searches = Enumerable.Range(1, 10).Select(seed => new MannersSearch(FewHobbies(seed))).ToList();

        Assert.Contains(searches, s => s.IsSolved && s.Seatings > 8);
        Assert.Contains(searches, s => !s.IsSolved);
    }

    [Fact]
    public void Neighbours_differ_in_sex_and_share_a_hobby()
    {
        var party = MannersParty.Of(16);
        var guests = party.Guests.ToLookup(g => g.Name);

        var seats = Seats(Run(party));

        Assert.Equal(16, seats.Distinct().Count());
        foreach (var (left, right) in seats.Zip(seats.Skip(1)))
        {
            Assert.NotEqual(guests[left].First().Sex, guests[right].First().Sex);
            Assert.NotEmpty(guests[left].Select(g => g.Hobby).Intersect(guests[right].Select(g => g.Hobby)));
        }
    }

    private static MannersParty FewHobbies(int seed) => MannersParty.Of(guests: 8, hobbies: 4, fewest: 1, most: 3, seed);

    private static PuzzleRun Run(MannersParty party) => PuzzleRun.Of(RuleSet.Create(new MannersRules()), party.Facts);

    private static List<string> Seats(PuzzleRun run) =>
        [.. run.Jobs.OrderBy(j => int.Parse(j[0], System.Globalization.CultureInfo.InvariantCulture)).Select(j => j[1])];
}
