using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>Looks for facts that a rule waits for in vain.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FactAnalyzer : RunbookAnalyzer
{
    /// <summary>In an <c>.editorconfig</c>: the names of the facts that come from outside, so that all others have to be made by a rule.</summary>
    internal const string Option = "runbook_facts";

    /// <summary>Facts that a session makes of what it does.</summary>
    private static readonly ImmutableHashSet<string> MadeBySession =
        ["Component", "Maintenance", "Incident", "ClientPolicy", "ActionOutcome", "LifecycleStatus"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.NoFact, Ledger.FactOfNobody];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols)
    {
        var asked = new ConcurrentBag<(ITypeSymbol Type, Location Place)>();
        var made = new ConcurrentDictionary<ITypeSymbol, bool>(SymbolEqualityComparer.Default);
        OnOperations(
            context,
            found =>
            {
                if (QueryClause.Read(found.Item, symbols) is not { Kind: ClauseKind.Facts, FactType: { } type } clause) return;
                var place = Places.OfTypeArgument(clause.Call);
                if (ReasonAgainst(type, symbols) is { } reason) found.Report(Diagnostic.Create(Ledger.NoFact, place, type.Name, reason));
                else asked.Add((type, place));
            },
            OperationKind.Invocation);
        OnOperations(context, found => made[found.Item.Type!] = true, OperationKind.ObjectCreation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (type, place) in asked)
                if (!made.ContainsKey(type) && IsUnknown(type, place, end)) end.ReportDiagnostic(Diagnostic.Create(Ledger.FactOfNobody, place, type.Name, Option));
        });
    }

    private static string? ReasonAgainst(ITypeSymbol type, RunbookSymbols symbols)
    {
        if (RunbookSymbols.Is(type, symbols.RunbookAction)) return "is an action; what became of actions is told by ActionOutcome";
        if (type.TypeKind == TypeKind.TypeParameter) return null;
        if (type.IsAbstract) return "is abstract; ask for each of the records that derive from it";
        if (type.SpecialType != SpecialType.None || type.TypeKind != TypeKind.Class) return "is no record";
        return type.ContainingNamespace.ToDisplayString() is "System" or "System.Collections.Generic" ? "is no record" : null;
    }

    private static bool IsUnknown(ITypeSymbol type, Location place, CompilationAnalysisContext end)
    {
        if (MadeBySession.Contains(type.Name) || place.SourceTree is not { } tree) return false;
        if (!end.Options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Option, out var names)) return false;
        return !names.Split(',').Any(n => n.Trim() == type.Name);
    }
}
