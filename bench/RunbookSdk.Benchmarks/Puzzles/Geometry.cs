namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>
/// What the rules ask about points. The lines of a junction are ordered counterclockwise: those of a corner from the one after which the
/// narrow side lies; those of an arrow from the one after the wide side; those of a T so that its stem is the second.
/// </summary>
internal static class Geometry
{
    private const int Width = 1000;

    /// <summary>A point as one number; points further to the left, then further down, have lower ones.</summary>
    public static int Point(int x, int y) => (x * Width) + y;

    public static Junction Corner(int drawing, int point, int to, int other) => Turn(point, to, other) < Math.PI
        ? new(point, drawing, JunctionKind.Corner, to, other, 0)
        : new(point, drawing, JunctionKind.Corner, other, to, 0);

    public static Junction OfThree(int drawing, int point, int a, int b, int c)
    {
        var ends = new[] { a, b, c }.OrderBy(end => Direction(point, end)).ToArray();
        var gaps = Enumerable.Range(0, 3).Select(i => Turn(point, ends[i], ends[(i + 1) % 3])).ToArray();
        var widest = Array.IndexOf(gaps, gaps.Max());
        var kind = gaps[widest] switch
        {
            > Math.PI + 1e-9 => JunctionKind.Arrow,
            > Math.PI - 1e-9 => JunctionKind.Tee,
            _ => JunctionKind.Fork,
        };
        return new(point, drawing, kind, ends[(widest + 1) % 3], ends[(widest + 2) % 3], ends[widest]);
    }

    /// <summary>Where the outline goes on: as far to the left as it can.</summary>
    public static int NextOfOutline(Junction junction, int cameFrom)
    {
        IEnumerable<int> ends = [junction.First, junction.Second, junction.Third];
        return ends.Where(end => end != 0 && end != cameFrom).MaxBy(end => Turn(junction.Point, cameFrom, end));
    }

    /// <summary>What the same line is called at its other end.</summary>
    public static Label FromThere(Label label) => label switch
    {
        Label.Out => Label.In,
        Label.In => Label.Out,
        _ => label,
    };

    /// <summary>The counterclockwise angle from one line to another, between 0 and a full turn.</summary>
    private static double Turn(int point, int from, int to)
    {
        var turn = Direction(point, to) - Direction(point, from);
        return turn < 0 ? turn + (2 * Math.PI) : turn;
    }

    private static double Direction(int from, int to)
    {
        var (x, y) = ((to / Width) - (from / Width), (to % Width) - (from % Width));
        var angle = Math.Atan2(y, x);
        return angle < 0 ? angle + (2 * Math.PI) : angle;
    }
}
