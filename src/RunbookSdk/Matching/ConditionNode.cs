using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>A condition about a fact that several memories have: asked once for each change.</summary>
internal sealed class ConditionNode(FactCondition condition, MatcherWork work)
{
    private long step = -1;
    private bool holds;
    private Exception? thrown;

    public ExpressionTokens Key => condition.Tokens;

    /// <summary>How many memories ask it.</summary>
    public int Users { get; set; }

    public bool Holds(KnownFact fact, out Exception? exception)
    {
        if (step != work.Step) Ask(fact);
        exception = thrown;
        return holds;
    }

    private void Ask(KnownFact fact)
    {
        (step, thrown) = (work.Step, null);
        try
        {
            holds = condition.Holds(fact.Value);
        }
#pragma warning disable CA1031 // A rule may throw anything; one rule's fault must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            (holds, thrown) = (false, exception);
        }
    }
}
