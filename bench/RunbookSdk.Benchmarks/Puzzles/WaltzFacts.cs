using RunbookSdk.Facts;

namespace RunbookSdk.Benchmarks.Puzzles;

/// <summary>How lines meet: two of them, or three that make a fork, an arrow, or a T.</summary>
internal enum JunctionKind
{
    Corner,
    Fork,
    Arrow,
    Tee,
}

/// <summary>What a line is, seen from one of its ends.</summary>
internal enum Label
{
    /// <summary>Two faces that are both seen meet, and stick out.</summary>
    Convex,

    /// <summary>Two faces that are both seen meet in a recess.</summary>
    Concave,

    /// <summary>The outline of something that lies to the right of who walks away from this end.</summary>
    Out,

    /// <summary>The outline of something that lies to the right of who walks towards this end.</summary>
    In,
}

/// <summary>A line of a drawing between two points; see <see cref="Geometry.Point"/>.</summary>
internal sealed record Line([Key] int Drawing, [Key] int From, [Key] int To);

/// <summary>A line seen from one end.</summary>
internal sealed record Edge(int Drawing, [Key] int From, [Key] int To);

/// <param name="Point">Where lines meet.</param>
/// <param name="Drawing">In which drawing.</param>
/// <param name="Kind">How.</param>
/// <param name="First">Where the first line goes; the order is that of <see cref="Geometry"/>.</param>
/// <param name="Second">Where the second goes.</param>
/// <param name="Third">Where the third goes; 0 when there is none.</param>
internal sealed record Junction([Key] int Point, int Drawing, JunctionKind Kind, int First, int Second, int Third);

/// <summary>A line of a junction, by its place there.</summary>
internal sealed record Arm([Key] int Point, [Key] int To, int Place);

/// <summary>One way to label the lines of a junction, from the published catalogue.</summary>
internal sealed record Form([Key] int Number, JunctionKind Kind, Label First, Label Second, Label Third);

/// <summary>A way to label the lines of a junction that has not been ruled out.</summary>
internal sealed record Labelling([Key] int Point, [Key] int Form);

/// <summary>What a labelling says of one line.</summary>
internal sealed record Claim([Key] int Point, [Key] int Form, [Key] int To, Label Label, Label FromThere);

/// <summary>A labelling that cannot be.</summary>
internal sealed record Unsupported([Key] int Point, [Key] int Form);

/// <summary>The leftmost point of a drawing.</summary>
internal sealed record Leftmost([Key] int Drawing, int Point);

/// <summary>A part of the outline of a whole drawing, in the direction that has the drawing to its right.</summary>
internal sealed record Outline([Key] int From, [Key] int To);
