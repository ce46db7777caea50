using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Performance;

/// <summary>Finds conditions between facts for which the matcher has no index, so that it tries facts one by one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IndexAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.EachWithEach, Ledger.SearchedQuestion, Ledger.AskedOfEveryFact];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnRules(context, symbols, rule =>
    {
        if (rule.Item.Query is not { } query) return;
        foreach (var facts in QueryFacts.Read(query))
        {
            foreach (var condition in facts.Untied)
                rule.Report(Diagnostic.Create(Ledger.EachWithEach, condition.Syntax.GetLocation(), condition.Syntax, Comparison.Remedy(condition)));
            foreach (var condition in facts.NotLookedUp)
                rule.Report(Diagnostic.Create(Ledger.AskedOfEveryFact, condition.Syntax.GetLocation(), condition.Syntax, Lookup.Remedy(condition)));
            foreach (var question in facts.Questions.Where(q => q.Searched is not null))
                rule.Report(Diagnostic.Create(Ledger.SearchedQuestion, question.Searched!.Syntax.GetLocation(), question.Searched.Syntax, Asked(question)));
        }
    });

    private static string Asked(WrittenQuestion question) => question.HasKey
        ? "of each fact that has the key"
        : "of every such fact";
}
