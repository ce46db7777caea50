namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>
/// Drawings to label, each of two blocks of which one stands behind the other: 20 lines that meet in 5 corners, 6 arrows, 2 forks, 2 Ts.
/// </summary>
internal static class WaltzDrawing
{
    private const int Distance = 40;

    /// <summary>The catalogue of Huffman and Clowes: every way in which the lines of a junction can be, for edges of three faces.</summary>
    public static IReadOnlyList<Form> Forms { get; } =
    [
        new(1, JunctionKind.Corner, Label.In, Label.Out, default),
        new(2, JunctionKind.Corner, Label.Out, Label.In, default),
        new(3, JunctionKind.Corner, Label.Convex, Label.In, default),
        new(4, JunctionKind.Corner, Label.Out, Label.Convex, default),
        new(5, JunctionKind.Corner, Label.Concave, Label.Out, default),
        new(6, JunctionKind.Corner, Label.In, Label.Concave, default),
        new(7, JunctionKind.Fork, Label.Convex, Label.Convex, Label.Convex),
        new(8, JunctionKind.Fork, Label.Concave, Label.Concave, Label.Concave),
        new(9, JunctionKind.Fork, Label.Concave, Label.Out, Label.In),
        new(10, JunctionKind.Fork, Label.In, Label.Concave, Label.Out),
        new(11, JunctionKind.Fork, Label.Out, Label.In, Label.Concave),
        new(12, JunctionKind.Arrow, Label.In, Label.Convex, Label.Out),
        new(13, JunctionKind.Arrow, Label.Convex, Label.Concave, Label.Convex),
        new(14, JunctionKind.Arrow, Label.Concave, Label.Convex, Label.Concave),
        new(15, JunctionKind.Tee, Label.Out, Label.Convex, Label.In),
        new(16, JunctionKind.Tee, Label.Out, Label.Concave, Label.In),
        new(17, JunctionKind.Tee, Label.Out, Label.Out, Label.In),
        new(18, JunctionKind.Tee, Label.Out, Label.In, Label.In),
    ];

    private static readonly (int X, int Y)[][] Strokes =
    [
        // The front block: its front face, its outline above and to the right, the edges between its top, front and side.
        [(0, 0), (8, 0), (8, 8), (0, 8), (0, 0)],
        [(0, 8), (4, 12), (10, 12), (12, 12), (12, 6), (12, 4), (8, 0)],
        [(8, 8), (12, 12)],
        // The block behind, as far as it is seen.
        [(12, 6), (18, 6), (18, 14), (10, 14), (10, 12)],
        [(10, 14), (14, 18), (22, 18), (22, 10), (18, 6)],
        [(18, 14), (22, 18)],
    ];

    public static IEnumerable<object> Facts(int drawings) => [.. Forms, .. Enumerable.Range(0, drawings).SelectMany(LinesOf)];

    public static IEnumerable<Line> LinesOf(int drawing) =>
        from stroke in Strokes
        from line in stroke.Zip(stroke.Skip(1))
        select new Line(drawing, At(drawing, line.First), At(drawing, line.Second));

    private static int At(int drawing, (int X, int Y) point) => Geometry.Point((drawing * Distance) + point.X + 1, point.Y + 1);
}
