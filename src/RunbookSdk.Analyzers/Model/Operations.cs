using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>Ways through the compiler's tree of operations.</summary>
internal static class Operations
{
    /// <summary>What is meant, without conversions, brackets and the shell of a query.</summary>
    public static IOperation? Unwrap(IOperation? operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation parenthesized: operation = parenthesized.Operand; break;
                case ITranslatedQueryOperation query: operation = query.Operation; break;
                case IDelegateCreationOperation creation: operation = creation.Target; break;
                default: return operation;
            }
        }
    }

    /// <summary>What an operation is an operand of, looking through the same shells.</summary>
    public static IOperation? ParentOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or ITranslatedQueryOperation or IDelegateCreationOperation) parent = parent.Parent;
        return parent;
    }

    /// <summary>The expression that a lambda is; null for a block of statements.</summary>
    public static IOperation? BodyOf(IAnonymousFunctionOperation lambda) =>
        lambda.Body.Operations.Length > 0 && lambda.Body.Operations[0] is IReturnOperation { ReturnedValue: { } value } ? value : null;

    /// <summary>The argument of a parameter; null when it is left out.</summary>
    public static IOperation? ArgumentOf(IInvocationOperation call, string parameter) => call.Arguments
        .FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    /// <summary>The text that the compiler knows an expression to be; null when it knows none.</summary>
    public static string? TextOf(IOperation? operation) =>
        operation?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>What a variable, or a field that is read only, was declared with, when that stands in the same text and nothing changes it.</summary>
    public static IOperation? UnchangedValue(IOperation? operation, Compilation compilation) => operation switch
    {
        ILocalReferenceOperation local when !ChangedNames.Of(compilation).Contains(local.Local.Name) => InitialValue(local),
        IFieldReferenceOperation { Field: { } field } reference when field.ContainingType.IsScriptClass || field.IsReadOnly =>
            ChangedNames.Of(compilation).Contains(field.Name) ? null : InitialValue(reference),
        _ => null,
    };

    /// <summary>What a variable was declared with, when that stands in the same text.</summary>
    public static IOperation? InitialValue(IOperation? operation)
    {
        var symbol = operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field when field.Field.ContainingType.IsScriptClass || field.Field.IsReadOnly => field.Field,
            _ => (ISymbol?)null,
        };
        return symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer: { } initializer }
            && initializer.SyntaxTree == operation!.Syntax.SyntaxTree
            ? operation.SemanticModel?.GetOperation(initializer.Value)
            : null;
    }
}
