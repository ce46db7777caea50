using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Facts;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Finds the name that was probably meant where the compiler knows none.</summary>
internal static class SimilarNames
{
    /// <summary>No such name, no such member, a type where a value should be, no such type.</summary>
    private static readonly string[] Unknown = ["CS0103", "CS0117", "CS0119", "CS0246", "CS1061"];

    /// <summary>The name; null when there is none like it.</summary>
    public static string? Find(Diagnostic found, CSharpCompilation compilation)
    {
        if (found.Location.SourceTree is not { } tree) return null;
        var token = tree.GetRoot().FindToken(found.Location.SourceSpan.Start);
        var wanted = token.ValueText;
        var model = compilation.GetSemanticModel(tree);
        if (FactsOf(model, token) is { } facts) return facts;
        if (!Unknown.Contains(found.Id)) return null;
        var best = Known(model, token).Where(s => s.CanBeReferencedByName).Select(s => s.Name).Distinct(StringComparer.Ordinal)
            .Where(name => name != wanted).Select(name => (Name: name, Distance: Spelling.Distance(name, wanted)))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Distance <= (wanted.Length < 4 ? 1 : Math.Max(2, wanted.Length / 3)) ? best.Name : null;
    }

    /// <summary>Who asks a record for its facts means the facts of it; null when nobody does.</summary>
    private static string? FactsOf(SemanticModel model, SyntaxToken token) =>
        token.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax record } access } name && access.Name == name
        && model.GetSymbolInfo(record).Symbol is INamedTypeSymbol { IsRecord: true, Name: var type }
            ? $"Facts<{type}>().{name.Identifier.ValueText}"
            : null;

    private static IEnumerable<ISymbol> Known(SemanticModel model, SyntaxToken token)
    {
        if (token.Parent is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name || access.Name != name)
            return model.LookupSymbols(token.SpanStart);
        var type = model.GetTypeInfo(access.Expression).Type ?? model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol;
        return type is null or IErrorTypeSymbol ? [] : model.LookupSymbols(token.SpanStart, type, includeReducedExtensionMethods: true);
    }
}
