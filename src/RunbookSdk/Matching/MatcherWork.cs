using RunbookSdk.Facts;

namespace RunbookSdk.Matching;

/// <summary>What the parts of one matcher share while changes go through them.</summary>
internal sealed class MatcherWork(MatcherLimits limits)
{
    private readonly List<Buffer<QueryMatcher>> touched = [];

    public MatcherLimits Limits { get; } = limits;

    /// <summary>Queries in which several rules search together, by what they share.</summary>
    public Dictionary<object, QueryMatcher> Shared { get; } = [];

    /// <summary>False while changes are taken back: what was within the limits once may be found again.</summary>
    public bool IsLimited { get; set; } = true;

    /// <summary>Counts the changes of single facts.</summary>
    public long Step { get; set; }

    /// <summary>Counts the batches.</summary>
    public int Batch { get; set; }

    /// <summary>Counts the changes of what memories want to hear of.</summary>
    public int InterestVersion { get; set; }

    /// <summary>Facts that left a memory in this batch; they may have come back.</summary>
    public List<Membership> Left { get; } = [];

    /// <summary>Questions of which an answer may have changed.</summary>
    public List<AnswerMemory> TouchedAnswers { get; } = [];

    /// <summary>How deep queries are nested in groups.</summary>
    public int Depth => touched.Count;

    /// <summary>True when nothing changed on which a match rests; so it is with most updates.</summary>
    public bool IsQuiet => !IsTouched && Left.Count + TouchedAnswers.Count == 0;

    /// <summary>True when a query has something to look at.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Queries at a depth that have something to look at; those within groups are deeper and come first.</summary>
    public Buffer<QueryMatcher> TouchedAt(int depth)
    {
        while (touched.Count <= depth) touched.Add(new());
        return touched[depth];
    }
}
