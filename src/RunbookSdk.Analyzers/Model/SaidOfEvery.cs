using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RunbookSdk.Analyzers.Model;

/// <summary>
/// A call of <c>EveryRule(...)</c>. It is known by its words alone: to ask what each of them means would cost every rule a look at every text.
/// </summary>
internal sealed class SaidOfEvery
{
    private static readonly ConditionalWeakTable<Compilation, List<SaidOfEvery>> OfCompilations = new();

    private readonly Compilation compilation;

    private SaidOfEvery(InvocationExpressionSyntax call, Compilation compilation)
    {
        this.compilation = compilation;
        Call = call;
        Words = [.. call.ArgumentList.DescendantNodes().OfType<InvocationExpressionSyntax>()];
    }

    public InvocationExpressionSyntax Call { get; }

    /// <summary>The calls within it, such as <c>.Mode(Act)</c>.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> Words { get; }

    /// <summary>All of a compilation, found once, in the order in which they run.</summary>
    public static IReadOnlyList<SaidOfEvery> Of(Compilation compilation, CancellationToken cancellationToken) => OfCompilations.GetValue(
        compilation,
        c => [.. c.SyntaxTrees.SelectMany(t => t.GetRoot(cancellationToken).DescendantNodes()).OfType<InvocationExpressionSyntax>()
            .Where(i => NameOf(i) == "EveryRule").Select(i => new SaidOfEvery(i, c))]);

    /// <summary>False when a rule is declared before this is said, so that it is not meant. In methods the text does not show what comes first.</summary>
    public bool IsBefore(SyntaxNode rule)
    {
        if (IsInFunction(rule) || IsInFunction(Call)) return true;
        if (rule.SyntaxTree == Call.SyntaxTree) return Call.SpanStart < rule.SpanStart;
        // The compiler lists trees in the order in which their statements run: what is loaded comes first.
        var trees = compilation.SyntaxTrees.ToList();
        return trees.IndexOf(Call.SyntaxTree) < trees.IndexOf(rule.SyntaxTree);
    }

    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static bool IsInFunction(SyntaxNode node) => node.Ancestors().Any(
        a => a is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax);
}
