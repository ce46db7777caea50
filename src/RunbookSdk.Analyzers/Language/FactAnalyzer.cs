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

    /// <summary>Facts that a session makes of what it does, and what people say to it by commands.</summary>
    private static readonly ImmutableHashSet<string> MadeBySession =
    [
        "Component", "Maintenance", "Incident", "ClientPolicy", "ActionOutcome", "LifecycleStatus",
        "Approval", "Pause", "Silence", "ProposeOnly", "Resumption", "MaintenanceWindow",
        "ComponentEdit", "MaintenanceEdit", "IncidentEdit", "ClientPolicyEdit",
    ];

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
        OnOperations(context, found => made[found.Item.Type!] = true, OperationKind.ObjectCreation, OperationKind.With);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var (type, place) in asked)
                if (!made.ContainsKey(type) && IsUnknown(type, place, symbols, end)) end.ReportDiagnostic(Diagnostic.Create(Ledger.FactOfNobody, place, type.Name, Option));
        });
    }

    private static string? ReasonAgainst(ITypeSymbol type, RunbookSymbols symbols)
    {
        if (RunbookSymbols.Is(type, symbols.RunbookAction)) return "is an action; what became of actions is told by ActionOutcome";
        // Of a name that is not known the compiler tells itself.
        if (type.TypeKind is TypeKind.TypeParameter or TypeKind.Error) return null;
        if (type.IsAbstract) return "is abstract; ask for each of the records that derive from it";
        if (type.SpecialType != SpecialType.None || type.TypeKind != TypeKind.Class) return "is no record";
        return type.ContainingNamespace.ToDisplayString() is "System" or "System.Collections.Generic" ? "is no record" : null;
    }

    private static bool IsUnknown(ITypeSymbol type, Location place, RunbookSymbols symbols, CompilationAnalysisContext end)
    {
        var isOurs = SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, symbols.RuleBook.ContainingAssembly);
        if ((isOurs && MadeBySession.Contains(type.Name)) || place.SourceTree is not { } tree) return false;
        if (!end.Options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Option, out var names)) return false;
        return !names.Split(',').Any(n => n.Trim() == type.Name);
    }
}
