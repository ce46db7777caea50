namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>The same search in plain code, which tells what the rules have to do: how many times they fire, and who sits where.</summary>
internal sealed class MannersSearch
{
    private readonly MannersParty party;
    private readonly List<Node> nodes = [];

    public MannersSearch(MannersParty party)
    {
        this.party = party;
        nodes.Add(new Node(null, party.Guests[0]));
        while (nodes[^1].Seat < party.Seats && TryNext()) { }

        IsSolved = nodes[^1].Seat == party.Seats;
    }

    public bool IsSolved { get; }

    /// <summary>How many seatings were made, those that led nowhere included.</summary>
    public int Seatings => nodes.Count;

    /// <summary>The guests in order of their seats.</summary>
    public IReadOnlyList<string> Solution => [.. nodes[^1].Path.Reverse().Select(n => n.Row.Name)];

    /// <summary>
    /// How many times rules fire: each seating is found, takes its place, begins its path, ends it and is looked at; copies the places of
    /// the one before; all but the last go on; the last one ends it, and each place of it is printed.
    /// </summary>
    public int Firings => (5 * nodes.Count) + nodes.Sum(n => n.Seat - 1) + (nodes.Count - 1) + (IsSolved ? 1 + party.Seats : 1);

    /// <summary>The newest seating that somebody is left for takes the first of them.</summary>
    private bool TryNext()
    {
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            var next = party.Guests.FirstOrDefault(row => Fits(node, row));
            if (next is null) continue;
            node.Tried.Add(next);
            nodes.Add(new Node(node, next));
            return true;
        }

        return false;
    }

    private bool Fits(Node node, Guest next) =>
        node.Row.Sex != next.Sex
        && !node.Tried.Contains(next)
        && node.Path.All(n => n.Row.Name != next.Name)
        && party.Guests.Any(row => row.Name == node.Row.Name && row.Hobby == next.Hobby);

    private sealed record Node(Node? Parent, Guest Row)
    {
        public int Seat { get; } = (Parent?.Seat ?? 0) + 1;

        public HashSet<Guest> Tried { get; } = [];

        public IEnumerable<Node> Path
        {
            get
            {
                for (var node = this; node is not null; node = node.Parent) yield return node;
            }
        }
    }
}
