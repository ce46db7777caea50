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
