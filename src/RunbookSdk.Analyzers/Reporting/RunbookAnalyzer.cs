using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunbookSdk.Analyzers.Model;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>
/// Base of the analyzers. They ask nothing of a compilation that does not know the SDK, and see the top-level statements of scripts too,
/// for which the compiler itself never calls an operation action.
/// </summary>
internal abstract class RunbookAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What is done about a text that says of itself that a program made it.</summary>
    protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (RunbookSymbols.Find(start.Compilation) is { } symbols) Register(start, symbols);
        });
    }

    /// <summary>Says what to look at; called once for each compilation that knows the SDK.</summary>
    protected abstract void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols);

    /// <summary>Calls back for each operation of these kinds, wherever it stands.</summary>
    protected static void OnOperations(CompilationStartAnalysisContext context, Action<Found<IOperation>> act, params OperationKind[] kinds)
    {
        context.RegisterOperationAction(
            found => act(new(found.Operation, found.Operation.SemanticModel!, found.ReportDiagnostic, found.CancellationToken)), kinds);
        context.RegisterSemanticModelAction(found =>
        {
            var model = found.SemanticModel;
            if (model.SyntaxTree.Options.Kind != SourceCodeKind.Script) return;
            foreach (var operation in ScriptOperations.Of(model, kinds))
                act(new(operation, model, found.ReportDiagnostic, found.CancellationToken));
        });
    }

    /// <summary>Calls back for each rule: each call of <c>Rule(...)</c>.</summary>
    protected static void OnRules(CompilationStartAnalysisContext context, RunbookSymbols symbols, Action<Found<WrittenRule>> act) =>
        OnOperations(
            context,
            found =>
            {
                if (WrittenRule.Read(found.Item, symbols) is { } rule) act(found.With(rule));
            },
            OperationKind.Invocation);

    /// <summary>Calls back for each whole query: one of a rule, one inside another, and a question about facts.</summary>
    protected static void OnQueries(CompilationStartAnalysisContext context, RunbookSymbols symbols, Action<Found<WrittenQuery>> act) =>
        OnOperations(
            context,
            found =>
            {
                if (WrittenQuery.ReadWhole(found.Item, symbols) is { } query) act(found.With(query));
            },
            OperationKind.Invocation);
}
