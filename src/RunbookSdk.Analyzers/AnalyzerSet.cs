using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Language;
using RunbookSdk.Analyzers.Performance;
using RunbookSdk.Analyzers.Safety;

namespace RunbookSdk.Analyzers;

/// <summary>All analyzers, for a host that runs them itself.</summary>
internal static class AnalyzerSet
{
    public static ImmutableArray<DiagnosticAnalyzer> Create() =>
    [
        new RuleIdAnalyzer(), new ConditionAnalyzer(), new HysteresisAnalyzer(), new LiteralAnalyzer(), new DeterminismAnalyzer(), new FactAnalyzer(),
        new QueryUseAnalyzer(), new PlainTextAnalyzer(), new CommonSubsetAnalyzer(), new ReassignedVariableAnalyzer(), new OutsideOfRulesAnalyzer(),
        new RuleLimitAnalyzer(), new EveryRuleAnalyzer(), new EmptySelectionAnalyzer(), new ForbiddenApiAnalyzer(), new IndexAnalyzer(),
    ];
}
