using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Safety;

/// <summary>Finds where nothing could be taken for everything: arguments of a job, and a condition about all facts of a kind.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class EmptySelectionAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.SelectionMayBeEmpty, Ledger.AllOfNothing];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnOperations(
        context,
        found =>
        {
            if (found.Item is not IInvocationOperation call) return;
            if (RunbookSymbols.IsMember(call.TargetMethod, symbols.Runbook, "RunJob")) LookAtJob(found, call);
            else if (RunbookSymbols.IsMember(call.TargetMethod, symbols.FactSource, "All")) LookAtAll(found, call, symbols);
        },
        OperationKind.Invocation);

    private static void LookAtJob(Found<IOperation> found, IInvocationOperation call)
    {
        if (Operations.ArgumentOf(call, "over") is not null || Operations.ArgumentOf(call, "arguments") is not { } arguments) return;
        if (SelectionIn(Operations.Unwrap(arguments)) is { } selection)
            found.Report(Diagnostic.Create(Ledger.SelectionMayBeEmpty, selection.Syntax.GetLocation(), selection.Syntax));
    }

    /// <summary>What may hold nothing: a list that a fact brings, and one that is joined into a text. A list that is written out holds what it says.</summary>
    private static IOperation? SelectionIn(IOperation? arguments) => arguments switch
    {
        IArrayCreationOperation { Initializer: { } written } => written.ElementValues.Select(v => JoinedIn(Operations.Unwrap(v))).FirstOrDefault(s => s is not null),
        ICollectionExpressionOperation written => written.Elements.Select(v => JoinedIn(Operations.Unwrap(v))).FirstOrDefault(s => s is not null),
        { } brought when ReadsFact(brought) => brought,
        _ => null,
    };

    private static IOperation? JoinedIn(IOperation? text) =>
        text is IInvocationOperation { TargetMethod: { Name: "Join" or "Concat", ContainingType.SpecialType: SpecialType.System_String } } join
            ? join.Arguments.Select(a => Operations.Unwrap(a.Value)).FirstOrDefault(a => a is not null && a.Type?.SpecialType != SpecialType.System_String && ReadsFact(a))
            : null;

    private static bool ReadsFact(IOperation operation) =>
        operation is not IArrayCreationOperation && operation.DescendantsAndSelf().Any(o => o is IParameterReferenceOperation or IPropertyReferenceOperation { Instance: not null });

    private static void LookAtAll(Found<IOperation> found, IInvocationOperation call, RunbookSymbols symbols)
    {
        if (Operations.Unwrap(call.Instance) is not { } source || IsDenied(call)) return;
        var calls = Rule(call).DescendantsAndSelf().OfType<IInvocationOperation>().ToList();
        if (calls.Exists(c => AsksForOne(c, source, symbols)) || (IsPlain(source, symbols) && calls.Exists(c => IsMatched(c, source, symbols)))) return;
        var fact = ((INamedTypeSymbol)call.TargetMethod.ContainingType).TypeArguments[0].Name;
        found.Report(Diagnostic.Create(Ledger.AllOfNothing, call.Syntax.GetLocation(), call.Syntax, fact, source.Syntax));
    }

    /// <summary>"Not all" needs one for which it does not hold.</summary>
    private static bool IsDenied(IInvocationOperation call) => Operations.ParentOf(call) is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };

    /// <summary>The rule that asks; all that stands around the question where there is none.</summary>
    private static IOperation Rule(IOperation operation)
    {
        while (operation.Parent is { } parent and not IBlockOperation { Parent: not IAnonymousFunctionOperation })
        {
            operation = parent;
            if (operation is IInvocationOperation { TargetMethod.Name: "Rule" }) break;
        }

        return operation;
    }

    /// <summary>Another question about the same facts that asks for one of them.</summary>
    private static bool AsksForOne(IInvocationOperation other, IOperation source, RunbookSymbols symbols) =>
        other.TargetMethod.Name is "Any" or "Count" && RunbookSymbols.Is(other.TargetMethod.ContainingType, symbols.FactSource)
        && IsSame(Operations.Unwrap(other.Instance)?.Type, source.Type);

    /// <summary>All facts of a kind, with nothing left out.</summary>
    private static bool IsPlain(IOperation source, RunbookSymbols symbols) =>
        source is IInvocationOperation call && RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Facts");

    /// <summary>The rule matches a fact of the same kind, so there is one.</summary>
    private static bool IsMatched(IInvocationOperation other, IOperation source, RunbookSymbols symbols) =>
        other != source && IsPlain(other, symbols) && IsSame(other.Type, source.Type)
        && Operations.ParentOf(other) is not IInvocationOperation { TargetMethod.Name: "All" };

    private static bool IsSame(ITypeSymbol? one, ITypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
