using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>
/// Rules one after the other whose conditions at the end of a search differ in constants only; they are asked in one loop. In their order,
/// so that what throws is told in it.
/// </summary>
internal sealed class HeadRun
{
    private HeadRun(RuleHead[] heads)
    {
        Heads = heads;
        if (heads.Length > 1 && heads[0].Plan.LastBody is not null)
            Loop = new RuleLoop([.. heads.Select(h => h.Plan.LastBody!)], heads[0].Plan.Query);
    }

    public RuleHead[] Heads { get; }

    /// <summary>Asks all of them; null for those that are asked one by one.</summary>
    public RuleLoop? Loop { get; }

    public static HeadRun[] Of(IReadOnlyList<RuleHead> heads)
    {
        var runs = new List<List<RuleHead>>();
        ExpressionTokens? last = null;
        foreach (var head in heads)
        {
            var shape = head.Plan.LastBody is { } body ? Compilation.ShapeOf(body, head.Plan.Query) : null;
            if (runs.Count > 0 && Equals(shape, last)) runs[^1].Add(head);
            else runs.Add([head]);
            last = shape;
        }

        return [.. runs.Select(r => new HeadRun([.. r]))];
    }
}
