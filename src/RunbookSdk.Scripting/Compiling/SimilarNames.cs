using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunbookSdk.Facts;

namespace RunbookSdk.Scripting.Compiling;

/// <summary>Finds the name that was probably meant where the compiler knows none.</summary>
internal static class SimilarNames
{
    private const string NotThere = "A script knows the words of the SDK, its own, and of .NET the basic types, collections and LINQ; what more it needs, the host has to add.";

    /// <summary>No such name, no such member, a type where a value should be, no such type.</summary>
    private static readonly string[] Unknown = ["CS0103", "CS0117", "CS0119", "CS0246", "CS1061"];

    /// <summary>What to tell an author of a name that nobody knows; null for another mistake.</summary>
    public static string? Hint(Diagnostic found, CSharpCompilation compilation)
    {
        if (!found.Location.IsInSource) return null;
        if (Find(found, compilation) is { } meant) return $"Did you mean '{meant}'?";
        if (found.Id == "CS0119") return "Facts of a record are asked for with brackets: 'Facts<ClusterLoad>()'.";
        return found.Id is "CS0246" or "CS0234" || (found.Id == "CS0103" && IsOwner(found)) ? NotThere : null;
    }

    /// <summary>True for a name with a capital letter of which a member is asked: a type of .NET, mostly.</summary>
    private static bool IsOwner(Diagnostic found) =>
        found.Location.SourceTree!.GetRoot().FindToken(found.Location.SourceSpan.Start).Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name
        && access.Expression == name && char.IsUpper(name.Identifier.ValueText[0]);

    /// <summary>The name; null when there is none like it.</summary>
    public static string? Find(Diagnostic found, CSharpCompilation compilation)
    {
        if (found.Location.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree)) return null;
        var token = tree.GetRoot().FindToken(found.Location.SourceSpan.Start);
        var wanted = token.ValueText;
        var model = compilation.GetSemanticModel(tree);
        if (FactsOf(model, token) is { } facts) return facts;
        if (!Unknown.Contains(found.Id)) return null;
        var best = Known(model, token).Where(s => s.CanBeReferencedByName && Fits(s, token)).Select(s => s.Name).Distinct(StringComparer.Ordinal)
            .Where(name => name != wanted).Select(name => (Name: name, Distance: Spelling.Distance(name, wanted)))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Distance < wanted.Length && best.Distance <= (wanted.Length < 4 ? 1 : Math.Max(2, wanted.Length / 3)) ? best.Name : null;
    }

    /// <summary>Who asks a record for its facts means the facts of it; null when nobody does.</summary>
    private static string? FactsOf(SemanticModel model, SyntaxToken token) =>
        token.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax record } access } name && access.Name == name
        && model.GetSymbolInfo(record).Symbol is INamedTypeSymbol { IsRecord: true, Name: var type }
            ? $"Facts<{type}>().{name.Identifier.ValueText}"
            : null;

    /// <summary>What has types in angle brackets is meant to take some.</summary>
    private static bool Fits(ISymbol symbol, SyntaxToken token) => token.Parent is not GenericNameSyntax || symbol is IMethodSymbol { Arity: > 0 } or INamedTypeSymbol { Arity: > 0 };

    private static IEnumerable<ISymbol> Known(SemanticModel model, SyntaxToken token)
    {
        if (token.Parent is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name || access.Name != name)
            return model.LookupSymbols(token.SpanStart);
        var type = model.GetTypeInfo(access.Expression).Type ?? model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol;
        return type is null or IErrorTypeSymbol ? [] : model.LookupSymbols(token.SpanStart, type, includeReducedExtensionMethods: true);
    }
}
