using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Safety;

/// <summary>Finds rules that act without the limit that what they ask for needs. A rule that only observes needs none yet.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RuleLimitAnalyzer : RunbookAnalyzer
{
    /// <summary>
    /// Standing actions that switch nothing off: what the public is shown, what automation holds itself, and policies, whose reasons are facts that
    /// are said once, so that a lease would end them without a cause.
    /// </summary>
    private static readonly string[] WithoutLease = ["Components.Degrade", "Actions.Hold", "Clients.RequireVersion", "Clients.Block"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Ledger.IrreversibleWithoutApproval, Ledger.StandingWithoutLease, Ledger.AgainAtEveryCrossing, Ledger.AgainAtEveryChange];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        var withoutLease = WithoutLease.Select(n => symbols.Compilation.GetTypeByMetadataName("RunbookSdk." + n)).OfType<INamedTypeSymbol>().ToList();
        OnRules(context, symbols, rule =>
        {
            if (rule.Item.Result is not { } action || !RunbookSymbols.Is(action.Type, symbols.RunbookAction)) return;
            if (RuleTerms.Of(rule.Item, symbols, rule.CancellationToken) is not { } terms) return;
            var mode = terms.Mode();
            if (mode is null or "Observe") return;
            var name = NameOf(action.Syntax);
            if (mode == "Act" && IsIrreversible(action.Type) && !terms.Says("RequireApproval"))
                rule.Report(Diagnostic.Create(Ledger.IrreversibleWithoutApproval, name.GetLocation(), name));
            if (RunbookSymbols.Is(action.Type, symbols.StandingAction) && !withoutLease.Exists(t => RunbookSymbols.Is(action.Type, t)) && !terms.Says("Lease"))
                rule.Report(Diagnostic.Create(Ledger.StandingWithoutLease, name.GetLocation(), name));
            if (mode == "Act" && RunbookSymbols.Is(action.Type, symbols.OneShotAction) && !terms.Says("Cooldown", "AtMost") && rule.Item.Query is { } query)
                CheckHowOften(rule.With(query), name, terms.Says("AgainOnChange"));
        });
    }

    private static void CheckHowOften(Found<WrittenQuery> query, SyntaxNode name, bool isAgainOnChange)
    {
        if (isAgainOnChange && Crossing.MeasuredFact(query.Item) is { } fact)
            query.Report(Diagnostic.Create(Ledger.AgainAtEveryChange, name.GetLocation(), name, fact.Name));
        else if (Crossing.Find(query.Item) is { } crossing)
            query.Report(Diagnostic.Create(Ledger.AgainAtEveryCrossing, name.GetLocation(), name, crossing.Syntax));
    }

    /// <summary>What a reader sees of an action: the word, without what it is given.</summary>
    private static SyntaxNode NameOf(SyntaxNode action) => action switch
    {
        InvocationExpressionSyntax call => call.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        _ => action,
    };

    /// <summary>True when the type, or one that it derives from, says so itself. One that says otherwise has its own text read.</summary>
    private static bool IsIrreversible(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers("IsIrreversible").OfType<IPropertySymbol>().FirstOrDefault() is not { IsOverride: true } property) continue;
            return property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not PropertyDeclarationSyntax declaration
                || declaration.ExpressionBody?.Expression.ToString() != "false";
        }

        return false;
    }
}
