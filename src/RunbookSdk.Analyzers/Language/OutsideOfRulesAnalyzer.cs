using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using RunbookSdk.Analyzers.Model;
using RunbookSdk.Analyzers.Reporting;

namespace RunbookSdk.Analyzers.Language;

/// <summary>
/// Looks for questions in code that is run: a method that a rule calls, say. A rule is read and never run, so its questions only have an answer where
/// they stand in the rule itself; anywhere else they throw.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class OutsideOfRulesAnalyzer : RunbookAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Ledger.AskedOutside];

    protected override void Register(CompilationStartAnalysisContext context, RunbookSymbols symbols) => OnOperations(
        context,
        found =>
        {
            if (WordsOf(found.Item, symbols) is not { } words || IsRead(found.Item)) return;
            found.Report(Diagnostic.Create(Ledger.AskedOutside, found.Item.Syntax.GetLocation(), words));
        },
        OperationKind.Invocation,
        OperationKind.PropertyReference);

    /// <summary>What is said of it when it is run all the same; null for what is no question.</summary>
    private static string? WordsOf(IOperation operation, RunbookSymbols symbols) => operation switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Now" } now } when IsOfRuleBook(now, symbols) => "Now can only be read inside a rule",
        IInvocationOperation { TargetMethod: { Name: "Over", IsStatic: true } over } when IsOfRuleBook(over, symbols) => "Over can only be asked inside a rule",
        IInvocationOperation { TargetMethod: { Name: "Missing" } missing } when IsOfRuleBook(missing, symbols) => "What is missing can only be asked inside a rule",
        IInvocationOperation call when QueryClause.Read(call, symbols) is { Kind: ClauseKind.Question } && !IsOfWindow(call, symbols) => "Facts can only be asked inside a rule",
        _ => null,
    };

    /// <summary>What is asked of <c>Over(fact, window)</c> is told of that.</summary>
    private static bool IsOfWindow(IInvocationOperation question, RunbookSymbols symbols) =>
        WrittenQuery.Read(question, symbols) is { } query && query.Clauses[0] is { Kind: ClauseKind.Over, Call.Instance: null };

    private static bool IsOfRuleBook(ISymbol member, RunbookSymbols symbols) => SymbolEqualityComparer.Default.Equals(member.ContainingType, symbols.RuleBook);

    /// <summary>
    /// True in a lambda, or a clause of a query, that is kept as an expression; <c>nameof</c> asks for nothing. What the compiler cannot make sense of may be
    /// meant for one.
    /// </summary>
    private static bool IsRead(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is INameOfOperation or IInvalidOperation) return true;
            if (at is IAnonymousFunctionOperation { Parent: IConversionOperation or IDelegateCreationOperation } lambda && IsExpression(lambda.Parent!.Type)) return true;
        }

        return false;
    }

    private static bool IsExpression(ITypeSymbol? type) => type is { Name: "Expression", ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } };
}
