using RunbookSdk.Diagnostics;
using RunbookSdk.Facts;
using RunbookSdk.Rules.Model;

namespace RunbookSdk.Matching;

/// <summary>Runs the parts of one rule; what throws is told to the sink and counts as no.</summary>
internal sealed class RuleContext(RuleModel rule, IFaultSink sink)
{
    public RuleModel Rule { get; } = rule;

    public void Fault(SourceLocation location, Exception exception, params ReadOnlySpan<KnownFact?> facts) =>
        sink.Fault(Rule, location, exception, facts);
}

/// <summary>A condition about one fact.</summary>
internal sealed class FactTest(RuleContext context, Func<object, bool> holds, SourceLocation location)
{
    public bool Holds(KnownFact fact)
    {
        try
        {
            return holds(fact.Value);
        }
#pragma warning disable CA1031 // A rule may throw anything; one rule's fault must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Fault(location, exception, fact);
            return false;
        }
    }
}
