using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Safety;

/// <summary>Looks for what is said of every rule where no rule follows: it holds for none, an approval that is asked for included.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class EveryRuleAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.SaidOfNoRule];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        var rules = new ConcurrentBag<SyntaxNode>();
        var said = new ConcurrentBag<SyntaxNode>();
        bool IsWord(IInvocationOperation call, string word) =>
            RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, word) || RunbookSymbols.IsMember(call.TargetMethod, symbols.AppWords, word);
        OnOperations(
            context,
            found =>
            {
                var call = (IInvocationOperation)found.Item;
                // A class may say it for those that derive from it.
                if (!RunbookScope.IsRunbook(found.Model.SyntaxTree, symbols)) return;
                if (IsWord(call, "Rule") || call.TargetMethod.Name == "DefineLifecycle" || MayDeclare(call.TargetMethod)) rules.Add(call.Syntax);
                else if (IsWord(call, "EveryRule")) said.Add(call.Syntax);
            },
            OperationKind.Invocation);
        // A word of the host's own may declare rules.
        bool MayDeclare(IMethodSymbol method) => RunbookSymbols.Is(method.ContainingType, symbols.RuleBook)
            && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, symbols.RuleBook.ContainingAssembly);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var every in SaidOfEvery.Of(end.Compilation, end.CancellationToken).Where(e => said.Contains(e.Call)))
                if (!rules.Any(every.IsBefore)) end.ReportDiagnostic(Diagnostic.Create(Ledger.SaidOfNoRule, every.Call.Expression.GetLocation()));
        });
    }
}
