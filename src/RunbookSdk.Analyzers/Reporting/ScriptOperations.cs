using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Reporting;

/// <summary>The operations of a script's top-level statements, found once for all analyzers; they are forgotten with the model.</summary>
internal static class ScriptOperations
{
    private static readonly ConditionalWeakTable<SemanticModel, ILookup<OperationKind, IOperation>> OfModels = new();

    /// <summary>Those of some kinds, each kind in the order of the text.</summary>
    public static IEnumerable<IOperation> Of(SemanticModel model, IEnumerable<OperationKind> kinds)
    {
        var operations = OfModels.GetValue(model, Find);
        return kinds.SelectMany(k => operations[k]);
    }

    private static ILookup<OperationKind, IOperation> Find(SemanticModel model) => model.SyntaxTree.GetRoot()
        .ChildNodes()
        .OfType<GlobalStatementSyntax>()
        .Select(s => model.GetOperation(s.Statement))
        .OfType<IOperation>()
        .SelectMany(o => o.DescendantsAndSelf())
        .ToLookup(o => o.Kind);
}
