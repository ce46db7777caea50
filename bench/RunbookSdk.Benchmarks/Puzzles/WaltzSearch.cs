namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>
/// The same drawings in plain code: tries every way for one junction after the other, keeps those that agree on all lines, and so finds
/// all labellings of a drawing, where the rules only rule out. It tells what the rules have to come to.
/// </summary>
internal sealed class WaltzSearch
{
    private readonly Dictionary<int, Junction> junctions;
    private readonly List<Junction> order;
    private readonly Dictionary<(int From, int To), Label> labels = [];
    private readonly List<Labelling> chosen = [];
    private readonly List<IReadOnlyList<Labelling>> solutions = [];

    public WaltzSearch(int drawing)
    {
        var ends = WaltzDrawing.LinesOf(drawing)
            .SelectMany(line => new[] { (Point: line.From, line.To), (Point: line.To, To: line.From) })
            .ToLookup(end => end.Point, end => end.To);
        junctions = ends.ToDictionary(point => point.Key, point => Classified(drawing, point.Key, [.. point]));
        order = [.. junctions.Values.OrderBy(j => j.Point)];
        Lines = ends.Sum(point => point.Count()) / 2;
        OutlineLength = FollowOutline();
        Try(0);
    }

    public int Lines { get; }

    public int OutlineLength { get; }

    public IReadOnlyCollection<Junction> Junctions => junctions.Values;

    /// <summary>Every labelling of the whole drawing on which all lines agree.</summary>
    public IReadOnlyList<IReadOnlyList<Labelling>> Solutions => solutions;

    /// <summary>
    /// How many times rules fire for this drawing: two edges and two arms for each line, one for each junction, one for each part of the
    /// outline and one to begin it, one for each way to label a junction, and one for each such way that is ruled out.
    /// </summary>
    public int Firings
    {
        get
        {
            var ways = junctions.Values.Sum(j => WaltzDrawing.Forms.Count(f => f.Kind == j.Kind));
            return (4 * Lines) + junctions.Count + OutlineLength + 1 + ways + (ways - junctions.Count);
        }
    }

    private static Junction Classified(int drawing, int point, int[] ends) => ends.Length == 2
        ? Geometry.Corner(drawing, point, ends[0], ends[1])
        : Geometry.OfThree(drawing, point, ends[0], ends[1], ends[2]);

    private int FollowOutline()
    {
        var (from, to) = (order[0].Point, order[0].Second);
        var length = 0;
        while (labels.TryAdd((from, to), Label.Out))
        {
            labels.Add((to, from), Label.In);
            length++;
            (from, to) = (to, Geometry.NextOfOutline(junctions[to], from));
        }

        return length;
    }

    private void Try(int number)
    {
        if (number == order.Count)
        {
            solutions.Add([.. chosen]);
            return;
        }

        foreach (var form in WaltzDrawing.Forms.Where(f => f.Kind == order[number].Kind)) Try(number, form);
    }

    private void Try(int number, Form form)
    {
        var junction = order[number];
        var set = new List<(int From, int To)>();
        if (TrySet(junction.Point, junction.First, form.First, set)
            && TrySet(junction.Point, junction.Second, form.Second, set)
            && (junction.Third == 0 || TrySet(junction.Point, junction.Third, form.Third, set)))
        {
            chosen.Add(new Labelling(junction.Point, form.Number));
            Try(number + 1);
            chosen.RemoveAt(chosen.Count - 1);
        }

        foreach (var end in set) labels.Remove(end);
    }

    private bool TrySet(int from, int to, Label label, List<(int From, int To)> set)
    {
        if (labels.TryGetValue((from, to), out var known)) return known == label;
        labels.Add((from, to), label);
        labels.Add((to, from), Geometry.FromThere(label));
        set.AddRange([(from, to), (to, from)]);
        return true;
    }
}
