using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RunbookSdk.Analyzers.Model;

/// <summary>What is said of a rule: by its own settings, and of every rule by <c>EveryRule(...)</c> in one of the texts.</summary>
internal sealed class RuleTerms
{
    private readonly WrittenRule rule;
    private readonly List<InvocationExpressionSyntax> ofEvery;

    private RuleTerms(WrittenRule rule, RunbookSymbols symbols, CancellationToken cancellationToken)
    {
        this.rule = rule;
        ofEvery = [.. SaidOfEvery.Of(symbols.Compilation, cancellationToken).Where(e => e.IsBefore(rule.Call.Syntax)).SelectMany(e => e.Words)];
    }

    /// <summary>The terms; null when more may be said than the text shows: the rule goes into a variable, or a word of the host's own is used.</summary>
    public static RuleTerms? Of(WrittenRule rule, RunbookSymbols symbols, CancellationToken cancellationToken) =>
        rule.IsWhole && rule.Settings.All(s => IsOfSdk(s, symbols)) ? new(rule, symbols, cancellationToken) : null;

    /// <summary>True when one of these words is said.</summary>
    public bool Says(params string[] words) => words.Any(w => rule.Says(w) || ofEvery.Exists(c => SaidOfEvery.NameOf(c) == w));

    /// <summary>How far it may go: <c>Observe</c>, <c>Propose</c> or <c>Act</c>; null when the text does not show it.</summary>
    public string? Mode()
    {
        var own = rule.Settings.LastOrDefault(s => s.TargetMethod.Name == "Mode");
        if (own is not null) return NameOfMode(own.Arguments[0].Value);
        if (ofEvery.LastOrDefault(c => SaidOfEvery.NameOf(c) == "Mode") is not { } every) return "Observe";
        return every.ArgumentList.Arguments.Count == 1 && every.ArgumentList.Arguments[0].Expression is { } mode ? mode.ToString().Split('.').Last() : null;
    }

    private static string? NameOfMode(IOperation mode) => mode.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } type && mode.ConstantValue is { HasValue: true, Value: { } value }
        ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, value))?.Name
        : null;

    private static bool IsOfSdk(IInvocationOperation setting, RunbookSymbols symbols) =>
        SymbolEqualityComparer.Default.Equals(setting.TargetMethod.ContainingAssembly, symbols.RuleBook.ContainingAssembly);
}
