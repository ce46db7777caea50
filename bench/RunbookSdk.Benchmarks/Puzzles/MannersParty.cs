using System.Globalization;

namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>Guests to seat; the same number makes the same guests everywhere.</summary>
internal sealed class MannersParty
{
    public const string TableName = "dinner";

    private MannersParty(int seats, IReadOnlyList<Guest> guests) => (Seats, Guests) = (seats, guests);

    public int Seats { get; }

    /// <summary>In order of rank.</summary>
    public IReadOnlyList<Guest> Guests { get; }

    public IEnumerable<object> Facts => [.. Guests, new Table(TableName, Seats), new Dinner(TableName, Stage.Start, 0)];

    /// <summary>As published: as many women as men, three hobbies of which each guest has two or three, so that no search goes wrong.</summary>
    public static MannersParty Of(int guests) => Of(guests, hobbies: 3, fewest: 2, most: 3, seed: guests);

    /// <summary>With fewer hobbies in common a search has to go back.</summary>
    /// <param name="guests">How many; even.</param>
    /// <param name="hobbies">How many there are.</param>
    /// <param name="fewest">How many a guest has at least.</param>
    /// <param name="most">How many a guest has at most.</param>
    /// <param name="seed">Chooses among the possible parties.</param>
    public static MannersParty Of(int guests, int hobbies, int fewest, int most, int seed)
    {
        var random = new Lottery(seed);
        var rows = new List<Guest>();
        for (var number = 1; number <= guests; number++)
        {
            var count = fewest + random.Next(most - fewest + 1);
            foreach (var hobby in Drawn(hobbies, count, random))
            {
                rows.Add(new Guest(
                    string.Create(CultureInfo.InvariantCulture, $"guest-{number}"),
                    string.Create(CultureInfo.InvariantCulture, $"hobby-{hobby}"),
                    number % 2 == 0 ? Sex.Female : Sex.Male,
                    rows.Count + 1));
            }
        }

        return new(guests, rows);
    }

    private static IEnumerable<int> Drawn(int hobbies, int count, Lottery random)
    {
        var left = Enumerable.Range(1, hobbies).ToList();
        while (left.Count > count) left.RemoveAt(random.Next(left.Count));
        return left;
    }

    /// <summary>The same numbers on every machine and every version of the framework: a linear congruence.</summary>
    private sealed class Lottery(int seed)
    {
        private ulong state = (ulong)seed + 1;

        public int Next(int below)
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            return (int)((state >> 33) % (ulong)below);
        }
    }
}
