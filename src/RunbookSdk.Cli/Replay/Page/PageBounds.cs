namespace RunbookSdk.Cli.Replay.Page;

/// <summary>
/// How much of a replay its page shows, so that it opens however long the replay is; what is left out is counted on the page. With all of it a page
/// has about 10 MB.
/// </summary>
internal static class PageBounds
{
    /// <summary>The first so many decisions.</summary>
    public const int Decisions = 5_000;

    /// <summary>As many characters of the decisions' evidence, from the first on.</summary>
    public const int Evidence = 4 << 20;

    /// <summary>The first so many matches of each rule.</summary>
    public const int MatchesOfRule = 500;

    /// <summary>The first so many matches of all rules.</summary>
    public const int Matches = 5_000;

    /// <summary>The first so many changes of each component.</summary>
    public const int ChangesOfComponent = 1_000;

    /// <summary>Components, those that were not operational for the longest first.</summary>
    public const int Components = 200;

    public const int Incidents = 200;

    /// <summary>The first so many standing actions, approvals, acts of people, troubles and gaps.</summary>
    public const int Entries = 1_000;

    public const int Charts = 16;

    /// <summary>Lines of a chart, those first on which decisions rest.</summary>
    public const int LinesOfChart = 8;

    /// <summary>Points of all lines together.</summary>
    public const int Points = 160_000;

    /// <summary>While facts are read: buckets of one line, and of all lines together.</summary>
    public const int BucketsOfLine = 4_096;

    /// <inheritdoc cref="BucketsOfLine"/>
    public const int Buckets = 400_000;

    /// <summary>How long before a decision every value is kept, in milliseconds; half of it after.</summary>
    public const long CloseTime = 60 * 60_000;

    /// <summary>As many values of a line before a decision.</summary>
    public const int CloseBefore = 128;

    /// <summary>As many values of a line around all decisions.</summary>
    public const int ClosePoints = 4_000;

    /// <summary>How many decisions are looked at so, those that are this far from the one before, in milliseconds.</summary>
    public const int CloseLooks = 500;

    /// <inheritdoc cref="CloseLooks"/>
    public const long CloseApart = 10_000;

    /// <summary>While facts are read: lines that are followed.</summary>
    public const int Lines = 2_000;
}
