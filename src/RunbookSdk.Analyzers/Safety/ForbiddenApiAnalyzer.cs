using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Safety;

/// <summary>
/// Finds where the text of a runbook uses what reaches out of deciding. Nothing silences it. It tells authors where they are wrong; what keeps a
/// text from doing harm that means to is not an analyzer. In a C# project the host's own code stands beside its runbooks, so nothing is said there.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ForbiddenApiAnalyzer : RunbookAnalyzer
{
    private static readonly OperationKind[] Uses =
    [
        OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.PropertyReference, OperationKind.FieldReference,
        OperationKind.MethodReference, OperationKind.EventReference,
    ];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.ReachesOut];

    /// <summary>A text could say so to be left alone.</summary>
    protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnOperations(
        context,
        found =>
        {
            if (!RunbookScope.IsRunbook(found.Model.SyntaxTree, symbols) || found.Item.IsImplicit) return;
            if (MemberOf(found.Item) is not { } member || ForbiddenApi.Of(member) is not { } forbidden) return;
            var name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {member.ContainingType.Name}" : $"{member.ContainingType.Name}.{member.Name}";
            found.Report(Diagnostic.Create(Ledger.ReachesOut, PlaceOf(found.Item.Syntax).GetLocation(), name, forbidden.Kind, forbidden.Remedy));
        },
        Uses);

    private static ISymbol? MemberOf(IOperation use) => use switch
    {
        IInvocationOperation call => call.TargetMethod.ReducedFrom ?? call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };

    /// <summary>The member, without what it is given.</summary>
    private static SyntaxNode PlaceOf(SyntaxNode use) => use switch
    {
        InvocationExpressionSyntax call => call.Expression,
        BaseObjectCreationExpressionSyntax creation => creation is ObjectCreationExpressionSyntax { Type: { } type } ? type : creation,
        _ => use,
    };
}
