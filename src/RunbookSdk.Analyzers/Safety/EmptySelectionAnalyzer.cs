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
            switch (found.Item)
            {
                case IInvocationOperation call when RunbookSymbols.IsMember(call.TargetMethod, symbols.Runbook, "RunJob"):
                    LookAtJob(found, call, call.Arguments);
                    break;
                case IObjectCreationOperation creation when RunbookSymbols.Is(creation.Type, symbols.RunJob):
                    LookAtJob(found, creation, creation.Arguments);
                    break;
                case IInvocationOperation call when RunbookSymbols.IsMember(call.TargetMethod, symbols.FactSource, "All"):
                    LookAtAll(found, call, symbols);
                    break;
                default:
                    break;
            }
        },
        OperationKind.Invocation,
        OperationKind.ObjectCreation);

    private static void LookAtJob(Found<IOperation> found, IOperation job, IEnumerable<IArgumentOperation> given)
    {
        IOperation? Given(string parameter) => given.FirstOrDefault(a => string.Equals(a.Parameter?.Name, parameter, StringComparison.OrdinalIgnoreCase) && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;
        if (Given("over") is not null || Given("arguments") is not { } arguments) return;
        if (SelectionIn(Operations.Unwrap(arguments)) is { } selection && !IsAskedFor(selection, job))
            found.Report(Diagnostic.Create(Ledger.SelectionMayBeEmpty, selection.Syntax.GetLocation(), selection.Syntax));
    }

    /// <summary>What may hold nothing: a list that a fact brings, and one that is joined into a text. A list that is written out holds what it says.</summary>
    private static IOperation? SelectionIn(IOperation? arguments) => arguments switch
    {
        IArrayCreationOperation { Initializer: { ElementValues: { Length: > 0 } written } } => First(written, JoinedIn),
        ICollectionExpressionOperation { Elements: { Length: > 0 } written } => First(written, e => e is ISpreadOperation spread ? SelectionIn(Operations.Unwrap(spread.Operand)) : JoinedIn(e)),
        IObjectCreationOperation { Initializer: { Initializers: { Length: > 0 } written } } => First(written, JoinedIn),
        IConditionalOperation choice => SelectionIn(Operations.Unwrap(choice.WhenTrue)) is null && SelectionIn(Operations.Unwrap(choice.WhenFalse)) is null ? null : choice,
        { } brought when ReadsFact(brought) => brought,
        _ => null,
    };

    private static IOperation? First(IEnumerable<IOperation> written, Func<IOperation, IOperation?> selection) => written.Select(selection).FirstOrDefault(s => s is not null);

    /// <summary>A list that is joined into a text, however that goes into the argument.</summary>
    private static IOperation? JoinedIn(IOperation text) => text.DescendantsAndSelf().OfType<IInvocationOperation>()
        .Where(c => c.TargetMethod is { Name: "Join" or "Concat", ContainingType.SpecialType: SpecialType.System_String })
        .SelectMany(c => c.Arguments)
        .Select(a => Operations.Unwrap(a.Value))
        .FirstOrDefault(a => a is { Type.SpecialType: not SpecialType.System_String } && ReadsFact(a));

    private static bool ReadsFact(IOperation operation) =>
        operation is not IArrayCreationOperation && operation.DescendantsAndSelf().Any(o => o is IParameterReferenceOperation or IPropertyReferenceOperation { Instance: not null });

    /// <summary>The rule asks how many there are, or for one of them: whoever does has thought of none.</summary>
    private static bool IsAskedFor(IOperation selection, IOperation job)
    {
        var lists = selection.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Select(p => p.Property).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        return Rule(job).DescendantsAndSelf().Any(o => ListOf(o) is IPropertyReferenceOperation { Property: { } list } && lists.Contains(list));
    }

    private static IOperation? ListOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Length" or "Count" } size => Operations.Unwrap(size.Instance),
        IInvocationOperation { TargetMethod: { Name: "Any" or "Count", ContainingType.Name: "Enumerable" }, Arguments: { Length: > 0 } arguments } => Operations.Unwrap(arguments[0].Value),
        _ => null,
    };

    private static void LookAtAll(Found<IOperation> found, IInvocationOperation call, RunbookSymbols symbols)
    {
        if (Operations.Unwrap(call.Instance) is not { } source || IsDenied(call)) return;
        var fact = call.TargetMethod.ContainingType.TypeArguments[0];
        var calls = Rule(call).DescendantsAndSelf().OfType<IInvocationOperation>().ToList();
        if (calls.Exists(c => AsksForOne(c, source, symbols)) || (HoldsMatched(source, fact, symbols) && calls.Exists(c => IsMatched(c, source, symbols)))) return;
        found.Report(Diagnostic.Create(Ledger.AllOfNothing, call.Syntax.GetLocation(), call.Syntax, fact.Name, source.Syntax));
    }

    /// <summary>"Not all" needs one for which it does not hold.</summary>
    private static bool IsDenied(IOperation condition)
    {
        var isDenied = false;
        for (var (at, parent) = (condition, Operations.ParentOf(condition)); ; (at, parent) = (parent, Operations.ParentOf(parent)))
        {
            switch (parent)
            {
                case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }: isDenied = !isDenied; break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }: break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison when TruthBeside(comparison) is { } truth:
                    isDenied ^= truth == (comparison.OperatorKind == BinaryOperatorKind.NotEquals);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType.IsAnonymousType: true } let }:
                    return UsesOf(let.Property, Rule(condition)) is { Count: > 0 } uses && uses.TrueForAll(u => IsDenied(u) != isDenied);
                default: return isDenied;
            }
        }
    }

    private static bool? TruthBeside(IBinaryOperation comparison) =>
        (bool?)(comparison.LeftOperand.ConstantValue is { HasValue: true, Value: bool left } ? left : null)
        ?? (comparison.RightOperand.ConstantValue is { HasValue: true, Value: bool right } ? right : null);

    /// <summary>Where a query asks what <c>let</c> has given a name; what only hands it on is none.</summary>
    private static List<IOperation> UsesOf(IPropertySymbol let, IOperation rule) =>
        [.. rule.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Where(p => p.Property.Name == let.Name && p.Property.ContainingType.IsAnonymousType && p.Parent is not ISimpleAssignmentOperation)];

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
    private static bool AsksForOne(IInvocationOperation other, IOperation source, RunbookSymbols symbols)
    {
        if (RunbookSymbols.IsMember(other.TargetMethod, symbols.RuleBook, "Missing")) return IsSame(other.TargetMethod.TypeArguments[0], (source.Type as INamedTypeSymbol)?.TypeArguments[0]);
        return other.TargetMethod.Name is "Any" or "Count" && RunbookSymbols.Is(other.TargetMethod.ContainingType, symbols.FactSource)
            && IsSame(Operations.Unwrap(other.Instance)?.Type, source.Type);
    }

    /// <summary>True for all facts of a kind, and for those that have the same as a matched one of that kind: it is among them itself.</summary>
    private static bool HoldsMatched(IOperation source, ITypeSymbol fact, RunbookSymbols symbols) => IsPlain(source, symbols)
        || (QueryClause.Read(source, symbols) is { Kind: ClauseKind.Where, Body: { } body } where && Operations.Unwrap(where.Call.Instance) is { } inner
            && HasTheSame(body, fact) && HoldsMatched(inner, fact, symbols));

    private static bool HasTheSame(IOperation condition, ITypeSymbol fact) => Operations.Unwrap(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => HasTheSame(both.LeftOperand, fact) && HasTheSame(both.RightOperand, fact),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => Operations.Unwrap(equal.LeftOperand) is IPropertyReferenceOperation left
            && Operations.Unwrap(equal.RightOperand) is IPropertyReferenceOperation right && IsSame(left.Property, right.Property)
            && IsSame(left.Instance?.Type, fact) && left.Instance?.Syntax.ToString() != right.Instance?.Syntax.ToString(),
        _ => false,
    };

    /// <summary>All facts of a kind, with nothing left out.</summary>
    private static bool IsPlain(IOperation source, RunbookSymbols symbols) =>
        source is IInvocationOperation call && RunbookSymbols.IsMember(call.TargetMethod, symbols.RuleBook, "Facts");

    /// <summary>The rule matches a fact of the same kind, so there is one.</summary>
    private static bool IsMatched(IInvocationOperation other, IOperation source, RunbookSymbols symbols) =>
        other != source && IsPlain(other, symbols) && IsSame(other.Type, source.Type)
        && Operations.ParentOf(other) is not IInvocationOperation { TargetMethod.Name: "All" };

    private static bool IsSame(ISymbol? one, ISymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);
}
